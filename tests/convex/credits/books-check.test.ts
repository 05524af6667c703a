import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Doc } from "../../../convex/_generated/dataModel";
import {
  auditOf,
  checkBooks,
  corrupt,
  customerWrites,
  problemsOf,
} from "../../support/checked-books";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

let t: Backend;
let business: Business;
let operator: Person;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-22T10:00:00Z") });
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t, { credits: 10 });
  operator = await signIn(t, null, "operator");
  owner = await signIn(t, business.tenantId, "owner");
  await customerWrites(t, business, 2);
  return () => vi.useRealTimers();
});

describe("E12 N1 a check of a business's books", () => {
  test("says that they are in order, and how much it looked at", async () => {
    expect(await checkBooks(t, owner)).toMatchObject({
      status: "in_order",
      entries: 5,
      allEntries: 5,
      reservations: 2,
      messages: 2,
      findings: 0,
      problems: [],
    });
    expect(await auditOf(t, "reconciliation.failed")).toEqual([]);
  });

  test("goes through books of more than one batch", async () => {
    for (let index = 0; index < 120; index += 1) {
      await operator.mutation(api.credits.topUp.add, {
        tenantId: business.tenantId,
        credits: 1,
        reason: "drip by drip",
        idempotencyKey: `drip-${String(index).padStart(4, "0")}`,
      });
    }
    expect(await checkBooks(t, owner)).toMatchObject({
      status: "in_order",
      entries: 125,
    });
    await corrupt(t, "ledgerEntries", { credits: 2 }, 110);
    vi.advanceTimersByTime(61_000);
    expect(await checkBooks(t, owner)).toMatchObject({
      status: "wrong",
      firstWrongEntry: 111,
    });
  });

  test.each([
    [{ balance: 9 }, "wallet: holds 9, the ledger says 8"],
    [{ reserved: 1 }, "wallet: has reserved 1, the ledger says 0"],
    [{ sequence: 6 }, "wallet: counts entries: 6, the ledger says 5"],
    [{ issued: 11 }, "wallet: says issued in all: 11, the ledger says 10"],
    [{ lastHash: "x" }, "wallet: does not end in the last entry's hash"],
  ])("names a wallet that was changed: %j", async (change, problem) => {
    await corrupt(t, "wallets", change);
    expect(await problemsOf(t, owner)).toEqual([problem]);
  });

  test.each([
    { credits: 2 },
    { kind: "adjust_up" },
    { postings: [] },
    { balanceAfter: 11 },
    { reservedAfter: 5 },
    { actor: "user:nobody" },
    { reason: "another" },
    { reference: "another" },
    { idempotencyKey: "another" },
    { createdAt: 1 },
    { previousHash: "another" },
    { hash: "another" },
    { reservationId: null },
  ] as Partial<Doc<"ledgerEntries">>[])(
    "names the entry of which this was changed: %j",
    async (change) => {
      await corrupt(t, "ledgerEntries", change, 3);
      const verdict = await checkBooks(t, owner);
      expect(verdict).toMatchObject({ status: "wrong", firstWrongEntry: 4 });
    },
  );

  test("names entries that share a key, and goes on to the end", async () => {
    const [first] = await t
      .run((ctx) => ctx.db.query("ledgerEntries").collect())
      .then((entries) => entries.filter(({ kind }) => kind === "reserve"));
    if (first === undefined) throw new Error("Nothing was reserved.");
    const { idempotencyKey } = first;
    await corrupt(t, "ledgerEntries", { idempotencyKey }, 3);
    const { status, problems } = await checkBooks(t, owner);
    expect(status).toBe("wrong");
    expect(
      problems
        .filter((problem) => problem.check === "idempotency")
        .map(({ entry }) => entry),
    ).toEqual([2, 4]);
  });

  test("names the place of an entry that was taken out", async () => {
    await t.run(async (ctx) => {
      const entries = await ctx.db.query("ledgerEntries").collect();
      const third = entries[2];
      if (third !== undefined) await ctx.db.delete(third._id);
    });
    expect((await checkBooks(t, owner)).firstWrongEntry).toBe(3);
  });

  test.each([
    [{ status: "held" }, "is held, the ledger says reserve, capture"],
    [{ status: "released" }, "is released, the ledger says reserve, capture"],
    [{ credits: 3 }, "is not of 3 credits in the ledger"],
    [{ messageId: null }, "was captured for no message"],
    [{ resolvedAt: null }, "is captured but its time of resolution differs"],
  ] as [Partial<Doc<"reservations">>, string][])(
    "names the reservation of which this was changed: %j",
    async (change, detail) => {
      const id = await corrupt(t, "reservations", change, 1);
      const { problems } = await checkBooks(t, owner);
      expect(problems).toContainEqual({
        check: "reservation",
        entry: null,
        subject: id,
        detail,
      });
    },
  );

  test("names entries whose reservation is gone", async () => {
    await t.run(async (ctx) => {
      const hold = await ctx.db.query("reservations").first();
      if (hold !== null) await ctx.db.delete(hold._id);
    });
    const verdict = await checkBooks(t, owner);
    expect(verdict.firstWrongEntry).toBe(2);
    expect(verdict.problems[0]?.check).toBe("reservation");
  });

  test.each([
    [{ status: "failed" }, "failed: charged 1 times, refunded 0 times"],
    [{ status: "blocked" }, "is blocked: charged 1 times, refunded 0 times"],
  ] as [Partial<Doc<"messages">>, string][])(
    "names the message of which this was changed: %j",
    async (change, detail) => {
      const id = await t.run(async (ctx) => {
        const sent = (await ctx.db.query("messages").collect()).find(
          ({ outbound }) => outbound !== null,
        );
        if (sent === undefined) throw new Error("Nothing was sent.");
        await ctx.db.patch(sent._id, change);
        return sent._id;
      });
      expect((await checkBooks(t, owner)).problems).toContainEqual({
        check: "message",
        entry: null,
        subject: id,
        detail,
      });
    },
  );

  test("names a message that was sent and never charged", async () => {
    await t.run(async (ctx) => {
      const sent = (await ctx.db.query("messages").collect()).find(
        ({ outbound }) => outbound !== null,
      );
      const outbound = sent?.outbound ?? null;
      if (sent === undefined || outbound === null) {
        throw new Error("Nothing was sent.");
      }
      const { _id, _creationTime, ...fields } = sent;
      await ctx.db.insert("messages", {
        ...fields,
        externalId: "FREE",
        outbound: { ...outbound, reservationId: null },
      });
    });
    expect(await problemsOf(t, owner)).toEqual([
      "message: is sent: charged 0 times, refunded 0 times",
    ]);
  });

  test("takes nothing that moves meanwhile for a fault", async () => {
    await owner.mutation(api.credits.verification.start, {});
    await customerWrites(t, business, 3);
    await drain(t);
    expect(
      await owner.query(api.credits.verification.latest, {}),
    ).toMatchObject({ status: "in_order", findings: 0 });
  });

  test("keeps fifty findings and counts them all", async () => {
    for (let index = 0; index < 60; index += 1) {
      await operator.mutation(api.credits.topUp.add, {
        tenantId: business.tenantId,
        credits: 1,
        reason: "drip by drip",
        idempotencyKey: `drip-${String(index).padStart(4, "0")}`,
      });
    }
    await t.run(async (ctx) => {
      for (const entry of await ctx.db.query("ledgerEntries").collect()) {
        await ctx.db.patch(entry._id, { reason: "forged" });
      }
    });
    const { findings, firstWrongEntry } = await checkBooks(t, owner);
    expect({ findings, firstWrongEntry }).toEqual({
      findings: 65,
      firstWrongEntry: 1,
    });
    const kept = await t.run((ctx) => ctx.db.query("booksFindings").collect());
    expect(kept).toHaveLength(50);
  });
});
