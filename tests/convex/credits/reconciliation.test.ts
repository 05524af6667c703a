import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { errorCode } from "../../../lib/error-code";
import {
  auditOf,
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

describe("the button in the business's dashboard", () => {
  const start = () => owner.mutation(api.credits.verification.start, {});

  test("starts one check at a time, and one a minute", async () => {
    const first = await start();
    expect(await start()).toBe(first);
    await drain(t);
    expect(await start().catch(errorCode)).toBe("RATE_LIMITED");
    vi.advanceTimersByTime(60_001);
    expect(await start()).not.toBe(first);
  });

  test("stops a check, which then says nothing about the books", async () => {
    await start();
    await owner.mutation(api.credits.verification.stop, {});
    await drain(t);
    expect(
      await owner.query(api.credits.verification.latest, {}),
    ).toMatchObject({ status: "stopped", entries: 0 });
  });

  test("does not stop what an operator started", async () => {
    const { tenantId } = business;
    await operator.mutation(api.credits.reconciliation.checkTenant, {
      tenantId,
    });
    await owner.mutation(api.credits.verification.stop, {});
    await drain(t);
    expect(
      await operator.query(api.credits.reconciliation.ofTenant, { tenantId }),
    ).toMatchObject({ status: "in_order" });
  });
});

describe("E12 the nightly reconciliation", () => {
  const runs = () => operator.query(api.credits.reconciliation.runs, {});
  const resultsOf = (runId: Id<"booksRuns">, status: "wrong" | null = null) =>
    operator.query(api.credits.reconciliation.results, {
      runId,
      status,
      paginationOpts: { numItems: 10, cursor: null },
    });

  test("checks every business, keeps the verdicts and raises an audit event for what is wrong", async () => {
    const other = await createBusiness(t, { name: "Cedar Cycles" });
    await corrupt(t, "wallets", { balance: 99 }, 1);
    await t.mutation(internal.credits.checking.runAll, {});
    await drain(t);
    const [run] = await runs();
    expect(run).toMatchObject({
      startedBy: "schedule",
      status: "done",
      checked: 2,
      wrong: 1,
      lost: 0,
    });
    if (run === undefined) throw new Error("No run.");
    const { page } = await resultsOf(run.id);
    expect(
      page.map(({ tenant, check }) => [tenant.name, check.status]),
    ).toEqual([
      ["Harbour Bakery", "in_order"],
      ["Cedar Cycles", "wrong"],
    ]);
    expect((await resultsOf(run.id, "wrong")).page).toHaveLength(1);
    expect(await auditOf(t, "reconciliation.failed")).toMatchObject([
      {
        tenantId: other.tenantId,
        actor: "system:books",
        target: "wallet, 1 in all",
        reason: "holds 99, the ledger says 100",
      },
    ]);
  });

  test("is under way once, whoever starts it", async () => {
    await t.mutation(internal.credits.checking.runAll, {});
    await t.mutation(internal.credits.checking.runAll, {});
    const again = operator.mutation(api.credits.reconciliation.start, {});
    expect(await again.catch(errorCode)).toBe("CONFLICT");
    expect(await runs()).toHaveLength(1);
  });

  test("can be stopped, and the check it is at with it", async () => {
    const runId = await operator.mutation(api.credits.reconciliation.start, {});
    await t.mutation(internal.credits.checking.takeNext, { runId });
    await operator.mutation(api.credits.reconciliation.stop, { runId });
    await drain(t);
    expect(await runs()).toMatchObject([
      { startedBy: "operator", status: "stopped", checked: 0 },
    ]);
    expect(
      (await resultsOf(runId)).page.map((row) => row.check.status),
    ).toEqual(["stopped"]);
  });

  test("goes on without a check that stopped reporting, and says that nothing is known of it", async () => {
    const runId = await operator.mutation(api.credits.reconciliation.start, {});
    await t.mutation(internal.credits.checking.takeNext, { runId });
    const silent = await t.run(async (ctx) => {
      for (const job of await ctx.db.system
        .query("_scheduled_functions")
        .collect()) {
        await ctx.scheduler.cancel(job._id);
      }
      return ctx.db.query("booksChecks").first();
    });
    await createBusiness(t, { name: "Cedar Cycles" });
    vi.advanceTimersByTime(11 * 60_000);
    await t.mutation(internal.credits.checking.endSilent, {});
    await drain(t);
    expect(await runs()).toMatchObject([
      { status: "done", checked: 2, wrong: 0, lost: 1 },
    ]);
    const { page } = await resultsOf(runId);
    expect(page.map(({ check }) => check.status)).toEqual(["lost", "in_order"]);
    expect(page[0]?.check.id).toBe(silent?._id);
  });

  test("forgets what is older than ninety days, and nothing younger", async () => {
    await corrupt(t, "wallets", { balance: 99 });
    await t.mutation(internal.credits.checking.runAll, {});
    await drain(t);
    vi.advanceTimersByTime(60 * 86_400_000);
    await t.mutation(internal.credits.checking.runAll, {});
    await drain(t);
    vi.advanceTimersByTime(31 * 86_400_000);
    await t.mutation(internal.credits.checking.forgetOld, {});
    expect(await runs()).toHaveLength(1);
    const left = await t.run(async (ctx) => [
      (await ctx.db.query("booksChecks").collect()).length,
      (await ctx.db.query("booksFindings").collect()).length,
    ]);
    expect(left).toEqual([1, 1]);
  });

  test("says so when a plan's period was never settled", async () => {
    await operator.mutation(api.credits.plan.set, {
      tenantId: business.tenantId,
      plan: "starter",
      reason: "signed up",
    });
    vi.setSystemTime(Date.parse("2026-12-02T00:00:01Z"));
    expect(await problemsOf(t, owner)).toEqual([
      "plan: a period was never settled",
    ]);
  });
});
