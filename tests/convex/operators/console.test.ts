import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
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
  readBooks,
} from "../../support/product";
import { fakeVendors, type Vendors } from "../../support/vendors";

const page = { paginationOpts: { numItems: 50, cursor: null } };

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
  tenantId = business.tenantId;
  operator = await signIn(t, null, "operator");
  return () => vi.useRealTimers();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => errorCode(error),
  );

const topUp = (credits: number, idempotencyKey = "invoice-1001") =>
  operator.mutation(api.credits.topUp.add, {
    tenantId,
    credits,
    reason: "Invoice 1001",
    idempotencyKey,
  });

async function auditActions(): Promise<string[]> {
  const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  return events
    .filter(({ actor }) => actor.startsWith("operator:"))
    .map(({ action, reason }) => `${action} (${reason ?? ""})`);
}

describe("A9 an operator's look into a business", () => {
  const open = (reason = "asked for help") =>
    operator.mutation(api.operators.access.open, { tenantId, reason });

  test("is refused until it says why, and is in the audit trail of the business", async () => {
    const look = () => operator.query(api.operators.tenant.get, { tenantId });
    expect(await codeOf(look())).toBe("FORBIDDEN");
    expect(await codeOf(open("  x "))).toBe("VALIDATION_FAILED");
    expect(await codeOf(open("x".repeat(301)))).toBe("VALIDATION_FAILED");
    await open();
    expect(await look()).toMatchObject({ available: 100, members: [] });
    expect(await auditActions()).toEqual([
      "operator.access_opened (asked for help)",
    ]);
  });

  test("ends by itself after an hour, counted from the newest reason", async () => {
    await open("first");
    vi.advanceTimersByTime(40 * 60_000);
    await open("second");
    vi.advanceTimersByTime(40 * 60_000);
    await t.finishInProgressScheduledFunctions();
    const current = () =>
      operator.query(api.operators.access.current, { tenantId });
    expect((await current()).access?.reason).toBe("second");
    vi.advanceTimersByTime(21 * 60_000);
    await t.finishInProgressScheduledFunctions();
    expect((await current()).access).toBeNull();
  });

  test("is one operator's own, of one business, and can be ended early", async () => {
    await open();
    const colleague = await signIn(t, null, "operator");
    const other = await createBusiness(t, { name: "Other" });
    const { statement } = api.operators.tenant;
    expect(
      await codeOf(colleague.query(statement, { tenantId, ...page })),
    ).toBe("FORBIDDEN");
    const elsewhere = { tenantId: other.tenantId, ...page };
    expect(await codeOf(operator.query(statement, elsewhere))).toBe(
      "FORBIDDEN",
    );
    await operator.mutation(api.operators.access.leave, { tenantId });
    expect(await codeOf(operator.query(statement, { tenantId, ...page }))).toBe(
      "FORBIDDEN",
    );
  });

  test("shows the ledger without saying whom the business talks to", async () => {
    await post(t, business, messageEvent(business));
    await drain(t);
    await open();
    const { page: lines } = await operator.query(
      api.operators.tenant.statement,
      { tenantId, ...page },
    );
    expect(lines.map(({ kind }) => kind)).toEqual([
      "capture",
      "reserve",
      "grant",
    ]);
    expect(lines.every(({ conversation }) => conversation === null)).toBe(true);
  });
});

describe("J1 the businesses of the service", () => {
  test("are listed newest first and found by words of their name", async () => {
    await createBusiness(t, { name: "Cedar Cycles" });
    const list = async (search: string) =>
      (
        await operator.query(api.operators.directory.list, { search, ...page })
      ).page.map(({ name }) => name);
    expect(await list("")).toEqual(["Cedar Cycles", "Harbour Bakery"]);
    expect(await list(" cedar ")).toEqual(["Cedar Cycles"]);
    expect(await codeOf(list("x".repeat(101)))).toBe("VALIDATION_FAILED");
  });

  test("a suspension stops the next send and answers no one; lifting it resumes", async () => {
    const suspend = () =>
      operator.mutation(api.operators.suspension.suspend, {
        tenantId,
        reason: "abuse reported",
      });
    expect(await suspend()).toBe(true);
    expect(await suspend()).toBe(false);
    await post(t, business, messageEvent(business));
    await drain(t);
    expect(vendors.sends).toEqual([]);
    expect(
      await operator.mutation(api.operators.suspension.reactivate, {
        tenantId,
        reason: "cleared up",
      }),
    ).toBe(true);
    await post(t, business, messageEvent(business));
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect(await auditActions()).toEqual([
      "tenant.suspended (abuse reported)",
      "tenant.active (cleared up)",
    ]);
  });

  test("the stop of all sending says why, and is over when it is allowed again", async () => {
    const state = () => operator.query(api.operators.sending.state, {});
    expect(await state()).toBeNull();
    await operator.mutation(api.operators.sending.stop, { reason: "incident" });
    expect(await state()).toMatchObject({ reason: "incident" });
    await operator.mutation(api.operators.sending.allow, { reason: "over" });
    expect(await state()).toBeNull();
    expect(
      await codeOf(
        operator.mutation(api.operators.sending.stop, { reason: " " }),
      ),
    ).toBe("VALIDATION_FAILED");
  });
});

describe("J2 taking a top-up back", () => {
  const undo = (sequence: number, credits = 50) =>
    operator.mutation(api.credits.reversal.add, {
      tenantId,
      sequence,
      credits,
      reason: "wrong business",
    });

  test("books the reverse once and names the entry it takes back", async () => {
    await topUp(50);
    expect(await undo(2)).toBe(true);
    expect(await undo(2)).toBe(false);
    expect(await readBooks(t, tenantId)).toMatchObject({
      balance: 100,
      kinds: ["grant", "top_up", "adjust_down"],
    });
    const owner = await signIn(t, tenantId, "owner");
    const { page: lines } = await owner.query(api.credits.statement.list, page);
    expect(lines[0]).toMatchObject({
      kind: "adjust_down",
      undoes: 2,
      actor: { kind: "operator", name: null },
      reason: "wrong business",
    });
    expect(await auditActions()).toEqual([
      "credits.top_up (Invoice 1001)",
      "credits.reversed (wrong business)",
    ]);
  });

  test("is refused when the credits are gone, and for anything but a top-up", async () => {
    await topUp(50);
    await operator.mutation(api.credits.adjustment.add, {
      tenantId,
      direction: "down",
      credits: 120,
      reason: "booked twice",
      idempotencyKey: "correction-1",
    });
    expect(await codeOf(undo(2))).toBe("INSUFFICIENT_CREDITS");
    expect(await codeOf(undo(1))).toBe("NOT_FOUND");
    expect(await codeOf(undo(99))).toBe("NOT_FOUND");
    expect((await readBooks(t, tenantId)).balance).toBe(30);
  });
});

describe("E5 correcting a balance", () => {
  const adjust = (
    direction: "up" | "down",
    credits: number,
    key = "key-0001",
  ) =>
    operator.mutation(api.credits.adjustment.add, {
      tenantId,
      direction,
      credits,
      reason: "booked twice",
      idempotencyKey: key,
    });

  test("goes both ways, once per key", async () => {
    expect(await adjust("up", 5)).toBe(true);
    expect(await adjust("up", 5)).toBe(false);
    expect(await adjust("down", 15, "key-0002")).toBe(true);
    expect(await codeOf(adjust("up", 6))).toBe("CONFLICT");
    expect((await readBooks(t, tenantId)).balance).toBe(90);
  });

  test("never takes more than is available", async () => {
    expect(await codeOf(adjust("down", 101))).toBe("INSUFFICIENT_CREDITS");
  });

  test.each([0, -5, 1.5, NaN, Infinity, 1_000_001])(
    "refuses %s credits",
    async (credits) => {
      expect(await codeOf(adjust("up", credits))).toBe("VALIDATION_FAILED");
    },
  );

  test("refuses keys that are too short or too long", async () => {
    expect(await codeOf(adjust("up", 1, "short"))).toBe("VALIDATION_FAILED");
    expect(await codeOf(adjust("up", 1, "x".repeat(101)))).toBe(
      "VALIDATION_FAILED",
    );
  });
});
