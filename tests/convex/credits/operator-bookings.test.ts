import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { book } from "../../../convex/credits/model";
import { errorCode } from "../../../lib/error-code";
import { ackEvent, messageEvent } from "../../support/deliveries";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { verifyTenant } from "../../support/verify-tenant";
import { fakeVendors, type Vendors } from "../../support/vendors";

let t: Backend;
let vendors: Vendors;
let business: Business;
let tenantId: Id<"tenants">;
let operator: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t, { credits: 100 });
  ({ tenantId } = business);
  operator = await signIn(t, null, "operator");
  return async () => {
    await verifyTenant(t, tenantId);
    vi.useRealTimers();
  };
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (error: unknown) => errorCode(error),
  );

const topUp = (credits: number) =>
  operator.mutation(api.credits.topUp.add, {
    tenantId,
    credits,
    reason: "Invoice 1001",
    idempotencyKey: "invoice-1001",
  });

const adjust = (direction: "up" | "down", credits: number) =>
  operator.mutation(api.credits.adjustment.add, {
    tenantId,
    direction,
    credits,
    reason: "counted wrong",
    idempotencyKey: `correction-${direction}-${String(credits)}`,
  });

const reverse = (sequence: number, credits: number, caller = operator) =>
  codeOf(
    caller.mutation(api.credits.reversal.add, {
      tenantId,
      sequence,
      credits,
      reason: "wrong business",
    }),
  );

const balance = async () => (await readBooks(t, tenantId)).balance;

async function operatorAudit(): Promise<string[]> {
  const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  return events
    .filter(({ actor }) => actor.startsWith("operator:"))
    .map(({ action, target, reason }) =>
      [action, target ?? "", reason ?? ""].join(" | "),
    );
}

describe("E5 J2 a reversal", () => {
  test("takes a correction back in its own direction", async () => {
    await adjust("up", 20);
    await adjust("down", 50);
    expect(await reverse(2, 20)).toBe(true);
    expect(await reverse(3, 50)).toBe(true);
    expect(await balance()).toBe(100);
    expect((await readBooks(t, tenantId)).kinds).toEqual([
      "grant",
      "adjust_up",
      "adjust_down",
      "adjust_down",
      "adjust_up",
    ]);
  });

  test("takes the part of a top-up that is still there, when that is what was confirmed", async () => {
    await topUp(50);
    await adjust("down", 120);
    expect(await reverse(2, 50)).toBe("INSUFFICIENT_CREDITS");
    expect(await reverse(2, 30)).toBe(true);
    expect(await balance()).toBe(0);
    expect(await reverse(2, 30)).toBe(false);
    expect(await operatorAudit()).toContain(
      "credits.reversed | entry 2: 30 | wrong business",
    );
  });

  test("happens once, however many ask for it at the same time", async () => {
    await topUp(50);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => reverse(2, 50)),
    );
    expect(answers.filter((answer) => answer === true)).toHaveLength(1);
    expect(await balance()).toBe(100);
    expect(await reverse(2, 40)).toBe("CONFLICT");
  });

  test("is of bookings only: no grant, no charge, no reversal, nothing unknown", async () => {
    await topUp(50);
    await post(t, business, messageEvent(business));
    await drain(t);
    await reverse(2, 50);
    const { kinds } = await readBooks(t, tenantId);
    const refused: unknown[] = [];
    for (const [index, kind] of kinds.entries()) {
      if (kind !== "top_up") refused.push(await reverse(index + 1, 1));
    }
    refused.push(await reverse(99, 1), await reverse(-1, 1));
    expect(new Set(refused)).toEqual(new Set(["NOT_FOUND"]));
    expect(await balance()).toBe(99);
  });

  test("is not of what was paid for, which the payment's refund takes back", async () => {
    await t.run((ctx) =>
      book(
        ctx,
        tenantId,
        { kind: "top_up", credits: 50 },
        {
          actor: "system:payments",
          reason: "paid",
          reference: null,
          idempotencyKey: "order:1",
        },
      ),
    );
    expect(await reverse(2, 50)).toBe("NOT_FOUND");
  });

  test.each([0, -5, 1.5, NaN, 51, 1_000_001])(
    "refuses %s credits of a top-up of 50",
    async (credits) => {
      await topUp(50);
      expect(await reverse(2, credits)).toBe("VALIDATION_FAILED");
    },
  );

  test("is no business for its owner", async () => {
    await topUp(50);
    const owner = await signIn(t, tenantId, "owner");
    expect(await reverse(2, 50, owner)).toBe("FORBIDDEN");
  });

  test("does not reach another business's entry", async () => {
    await topUp(50);
    const other = await createBusiness(t, { name: "Other" });
    const answer = operator.mutation(api.credits.reversal.add, {
      tenantId: other.tenantId,
      sequence: 2,
      credits: 1,
      reason: "wrong business",
    });
    expect(await codeOf(answer)).toBe("NOT_FOUND");
  });
});

describe("E5 a refund by an operator", () => {
  async function charged(): Promise<number> {
    await post(t, business, messageEvent(business));
    await drain(t);
    return (await readBooks(t, tenantId)).kinds.lastIndexOf("capture") + 1;
  }

  const refund = (sequence: number) =>
    codeOf(
      operator.mutation(api.credits.refund.add, {
        tenantId,
        sequence,
        reason: "answer was nonsense",
      }),
    );

  test("gives back what a message cost, once, and leaves the message sent", async () => {
    const sequence = await charged();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => refund(sequence)),
    );
    expect(answers.filter((answer) => answer === true)).toHaveLength(1);
    expect(await balance()).toBe(100);
    const message = await t.run((ctx) =>
      ctx.db.query("messages").order("desc").first(),
    );
    expect(message).toMatchObject({
      status: "sent",
      outbound: { refunded: true },
    });
    expect(await operatorAudit()).toEqual([
      `credits.refund | entry ${sequence}: 1 | answer was nonsense`,
    ]);
  });

  test("is not given again when WhatsApp then reports an error", async () => {
    const sequence = await charged();
    await refund(sequence);
    const [sent] = vendors.sends;
    if (sent === undefined) throw new Error("Nothing was sent.");
    await post(t, business, ackEvent(business, sent.id, -1, sent.chatId));
    await drain(t);
    expect(await balance()).toBe(100);
  });

  test("is not given after WhatsApp reported an error", async () => {
    const sequence = await charged();
    const [sent] = vendors.sends;
    if (sent === undefined) throw new Error("Nothing was sent.");
    await post(t, business, ackEvent(business, sent.id, -1, sent.chatId));
    await drain(t);
    expect(await refund(sequence)).toBe(false);
    expect(await balance()).toBe(100);
  });

  test("is of charges only", async () => {
    await charged();
    expect(await refund(1)).toBe("NOT_FOUND");
    expect(await refund(2)).toBe("NOT_FOUND");
    expect(await refund(99)).toBe("NOT_FOUND");
  });
});

describe("E7 the alert that nothing is left", () => {
  const alerts = async () => {
    const rows = await t.run((ctx) => ctx.db.query("notifications").collect());
    return rows
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith("credits_"));
  };

  test("comes once per crossing, however many messages find nothing", async () => {
    await adjust("down", 97);
    expect(await alerts()).toEqual(["credits_low"]);
    const customers = Array.from(
      { length: 12 },
      (_, index) => `278311110${String(index).padStart(2, "0")}@c.us`,
    );
    await Promise.all(
      customers.map((from) =>
        post(t, business, messageEvent(business, { from })),
      ),
    );
    await drain(t);
    expect(vendors.sends).toHaveLength(3);
    expect(await alerts()).toEqual(["credits_low", "credits_empty"]);
    await topUp(2);
    expect(await alerts()).toHaveLength(2);
    for (const from of customers.slice(0, 4)) {
      await post(t, business, messageEvent(business, { from }));
      await drain(t);
    }
    expect(await alerts()).toEqual([
      "credits_low",
      "credits_empty",
      "credits_empty",
    ]);
  });

  test("comes for a business that never had any, when a customer first writes", async () => {
    const poor = await createBusiness(t, { name: "New", credits: 0 });
    expect(await alerts()).toEqual([]);
    await post(t, poor, messageEvent(poor));
    await post(t, poor, messageEvent(poor));
    await drain(t);
    expect(await alerts()).toEqual(["credits_empty"]);
  });
});
