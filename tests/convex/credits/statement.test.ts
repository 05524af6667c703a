import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { errorCode } from "../../../lib/error-code";
import { messageEvent } from "../../support/deliveries";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors, json, type Vendors } from "../../support/vendors";

let t: Backend;
let vendors: Vendors;
let business: Business;
let owner: Person;

const START = Date.parse("2026-05-04T10:00:00Z");
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  vi.useFakeTimers({ now: START });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t, { credits: 25 });
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

type Filter = Omit<
  Parameters<typeof readStatement>[0] & object,
  "paginationOpts"
>;

function readStatement(
  filter: {
    kind?: "capture" | "reserve" | "grant" | "top_up";
    actor?: "member" | "operator" | "system";
    from?: number;
    to?: number;
  } = {},
  numItems = 50,
) {
  return owner.query(api.credits.statement.list, {
    ...filter,
    paginationOpts: { numItems, cursor: null },
  });
}

const linesOf = async (filter: Filter = {}) =>
  (await readStatement(filter)).page.map(
    ({ kind, actor }) => `${kind} by ${actor.name ?? actor.part ?? actor.kind}`,
  );

async function customerWrites(): Promise<void> {
  await post(t, business, messageEvent(business));
  await drain(t);
}

async function onlyConversation(): Promise<Id<"conversations">> {
  const found = await t.run((ctx) => ctx.db.query("conversations").first());
  if (found === null) throw new Error("No conversation.");
  return found._id;
}

describe("E6 the statement", () => {
  test("says when, who, why, about whom and what was left, newest first", async () => {
    await customerWrites();
    const { page } = await readStatement();
    expect(page[0]).toMatchObject({
      sequence: 3,
      kind: "capture",
      credits: 1,
      balanceAfter: 24,
      reservedAfter: 0,
      actor: { kind: "system", part: "delivery" },
      conversation: { id: await onlyConversation(), contact: "Thandi" },
    });
    expect(page[1]).toMatchObject({ kind: "reserve", reservedAfter: 1 });
    expect(page[2]).toMatchObject({ kind: "grant", conversation: null });
  });

  test("is filtered by kind, by who did it and by both", async () => {
    await customerWrites();
    await owner.mutation(api.messages.outbound.write, {
      conversationId: await onlyConversation(),
      text: "By hand.",
      idempotencyKey: "by-hand-1",
    });
    await drain(t);
    const operator = await signIn(t, null, "operator");
    await operator.mutation(api.credits.topUp.add, {
      tenantId: business.tenantId,
      credits: 10,
      reason: "Invoice 1001",
      idempotencyKey: "invoice-1001",
    });
    expect(await linesOf({ actor: "operator" })).toEqual([
      "top_up by operator",
    ]);
    expect(await linesOf({ actor: "member" })).toEqual([
      expect.stringMatching(/^reserve by user_\d+@example\.com$/),
    ]);
    expect(await linesOf({ kind: "reserve" })).toHaveLength(2);
    expect(await linesOf({ kind: "reserve", actor: "system" })).toEqual([
      "reserve by assistant",
    ]);
  });

  test("is narrowed to a stretch of time, its end not included", async () => {
    for (let hour = 1; hour <= 3; hour += 1) {
      vi.setSystemTime(START + hour * HOUR_MS);
      await customerWrites();
    }
    const times = async (filter: Filter) =>
      (await readStatement({ kind: "reserve", ...filter })).page.map(
        ({ createdAt }) => Math.floor((createdAt - START) / HOUR_MS),
      );
    expect(await times({ from: START + 2 * HOUR_MS })).toEqual([3, 2]);
    expect(await times({ to: START + 2 * HOUR_MS })).toEqual([1]);
    expect(
      await times({ from: START + HOUR_MS, to: START + 3 * HOUR_MS }),
    ).toEqual([2, 1]);
    expect(await times({ from: START + 9 * HOUR_MS })).toEqual([]);
    const error: unknown = await times({ from: 1.5 }).catch((e: unknown) => e);
    expect(errorCode(error)).toBe("VALIDATION_FAILED");
  });

  test("comes in pages without a gap", async () => {
    for (let index = 0; index < 4; index += 1) await customerWrites();
    const seen: number[] = [];
    let cursor: string | null = null;
    for (let rounds = 0; rounds < 10; rounds += 1) {
      const result: Awaited<ReturnType<typeof readStatement>> =
        await owner.query(api.credits.statement.list, {
          paginationOpts: { numItems: 2, cursor },
        });
      seen.push(...result.page.map(({ sequence }) => sequence));
      if (result.isDone) break;
      cursor = result.continueCursor;
    }
    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test("an export leaves a trace", async () => {
    await owner.mutation(api.credits.statement.recordExport, {});
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(events.at(-1)).toMatchObject({ action: "credits.exported" });
  });
});

describe("the receipt of a message", () => {
  async function receipt() {
    const message = await t.run((ctx) =>
      ctx.db.query("messages").order("desc").first(),
    );
    if (message === null) throw new Error("No message.");
    return owner.query(api.credits.receipt.get, { messageId: message._id });
  }

  test("says when its credits were held and charged", async () => {
    await customerWrites();
    expect(await receipt()).toMatchObject({
      credits: 1,
      reservedAt: expect.any(Number) as number,
      capturedAt: expect.any(Number) as number,
      releasedAt: null,
      refundedAt: null,
    });
  });

  test("says when they came back", async () => {
    vendors.onSend = () => json({ error: "no" }, 400);
    await customerWrites();
    expect(await receipt()).toMatchObject({
      capturedAt: null,
      releasedAt: expect.any(Number) as number,
    });
  });

  test("is empty for a customer's message", async () => {
    const { messageId } = await t.run(async (ctx) => {
      const message = await ctx.db.query("messages").first();
      return { messageId: message?._id ?? null };
    });
    expect(messageId).toBeNull();
    await customerWrites();
    const inbound = await t.run((ctx) => ctx.db.query("messages").first());
    if (inbound === null) throw new Error("No message.");
    expect(
      await owner.query(api.credits.receipt.get, { messageId: inbound._id }),
    ).toBeNull();
  });
});

describe("E7 the low-balance alert", () => {
  async function alerts(): Promise<number> {
    const rows = await t.run((ctx) => ctx.db.query("notifications").collect());
    return rows.filter(({ kind }) => kind === "credits_low").length;
  }

  test("comes once per crossing, and again after a top-up", async () => {
    await owner.mutation(api.credits.lowBalance.set, { lowAt: 24 });
    await customerWrites();
    expect(await alerts()).toBe(0);
    await customerWrites();
    await customerWrites();
    expect(await alerts()).toBe(1);
    const operator = await signIn(t, null, "operator");
    await operator.mutation(api.credits.topUp.add, {
      tenantId: business.tenantId,
      credits: 2,
      reason: "Invoice 1001",
      idempotencyKey: "invoice-1001",
    });
    expect(await alerts()).toBe(1);
    await customerWrites();
    expect(await alerts()).toBe(2);
  });

  test("does not come again because a hold was given back in between", async () => {
    await owner.mutation(api.credits.lowBalance.set, { lowAt: 25 });
    vendors.onSend = () => json({ error: "no" }, 400);
    await customerWrites();
    const contact = "27831110002@c.us";
    await post(t, business, messageEvent(business, { from: contact }));
    await drain(t);
    expect(await alerts()).toBe(1);
  });

  test("setting the threshold above the balance is no crossing", async () => {
    await owner.mutation(api.credits.lowBalance.set, { lowAt: 500 });
    await customerWrites();
    expect(await alerts()).toBe(0);
    expect(await owner.query(api.credits.lowBalance.get, {})).toEqual({
      lowAt: 500,
      isLow: true,
    });
  });

  test.each([-1, 1.5, NaN, 1_000_001])("refuses %s", async (lowAt) => {
    const error: unknown = await owner
      .mutation(api.credits.lowBalance.set, { lowAt })
      .catch((thrown: unknown) => thrown);
    expect(errorCode(error)).toBe("VALIDATION_FAILED");
  });

  test("the books still verify with the statement's own fields in the table", async () => {
    await customerWrites();
    const entries = await t.query(internal.credits.books.entries, {
      tenantId: business.tenantId,
      paginationOpts: { numItems: 10, cursor: null },
    });
    expect(entries.page.every((entry) => !("actorKind" in entry))).toBe(true);
  });
});
