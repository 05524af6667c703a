import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { outcome } from "../../support/outcome";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  createBackend,
  createBusiness,
  drain,
} from "../../support/product";

const page = { paginationOpts: { numItems: 200, cursor: null } };

let t: Backend;
let operator: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  operator = await signIn(t, null, "operator");
  return () => vi.useRealTimers();
});

async function businesses(count: number): Promise<Id<"tenants">[]> {
  const made: Id<"tenants">[] = [];
  for (let i = 0; i < count; i += 1) {
    made.push((await createBusiness(t, { name: `No ${String(i)}` })).tenantId);
    vi.advanceTimersByTime(1);
  }
  return made;
}

type Start = (typeof api.operators.bulk.start)["_args"];

const start = (changes: Partial<Start> = {}, by: Person = operator) =>
  by.mutation(api.operators.bulk.start, {
    action: { kind: "suspend" },
    target: { kind: "filter", status: null },
    reason: "gateway moves",
    idempotencyKey: "bulk-0001",
    ...changes,
  });

const job = async () => {
  const [newest] = await operator.query(api.operators.bulk.list, {});
  if (newest === undefined) throw new Error("No job.");
  return newest;
};

const itemsOf = async (jobId: Id<"bulkJobs">) =>
  (await operator.query(api.operators.bulk.items, { jobId, ...page })).page;

const statuses = () =>
  t.run(async (ctx) =>
    (await ctx.db.query("tenants").collect()).map(({ status }) => status),
  );

const audited = (action: string) =>
  t.run(async (ctx) =>
    (await ctx.db.query("auditEvents").collect()).filter(
      (event) => event.action === action,
    ),
  );

describe("bulk work", () => {
  test("suspends every business of the filter, each once, with its reason in its trail", async () => {
    const ids = await businesses(45);
    await start();
    await drain(t);
    expect(await job()).toMatchObject({
      status: "done",
      isGathering: false,
      total: 45,
      changed: 45,
      unchanged: 0,
      failed: 0,
    });
    expect(new Set(await statuses())).toEqual(new Set(["suspended"]));
    const events = await audited("tenant.suspended");
    expect(events.map(({ tenantId }) => tenantId).sort()).toEqual(ids.sort());
    expect(new Set(events.map(({ reason }) => reason))).toEqual(
      new Set(["gateway moves"]),
    );
  });

  test("takes a filter's businesses alone and says which were so before", async () => {
    const [first, second, third] = await businesses(3);
    if (!first || !second || !third) throw new Error("Not made.");
    await operator.mutation(api.operators.suspension.suspend, {
      tenantId: second,
      reason: "abuse",
    });
    await start({
      action: { kind: "reactivate" },
      target: { kind: "selection", ids: [first, second, second] },
    });
    await drain(t);
    const { id, total, changed, unchanged } = await job();
    expect({ total, changed, unchanged }).toEqual({
      total: 2,
      changed: 1,
      unchanged: 1,
    });
    expect(
      (await itemsOf(id)).map(({ tenantId, status }) => [tenantId, status]),
    ).toEqual([
      [first, "unchanged"],
      [second, "changed"],
    ]);
    await start({
      target: { kind: "filter", status: "suspended" },
      idempotencyKey: "bulk-0002",
    });
    await drain(t);
    expect(await job()).toMatchObject({ total: 0, status: "done" });
  });

  test("is the same work when it is asked for twice, and nobody else's", async () => {
    await businesses(1);
    const first = await start();
    expect(await start()).toBe(first);
    const colleague = await signIn(t, null, "operator");
    expect(await outcome(start({}, colleague))).toBe("CONFLICT");
    expect(await operator.query(api.operators.bulk.list, {})).toHaveLength(1);
  });

  test("stops between batches: what is done stays, what is left is untouched", async () => {
    await businesses(50);
    const jobId = await start();
    // Gathers, then works on one batch of twenty.
    await t.mutation(internal.operators.bulkRun.advance, { jobId });
    await t.mutation(internal.operators.bulkRun.advance, { jobId });
    const stop = () => operator.mutation(api.operators.bulk.stop, { jobId });
    expect(await stop()).toBe(true);
    expect(await stop()).toBe(false);
    await drain(t);
    expect(await job()).toMatchObject({
      status: "stopped",
      total: 50,
      changed: 20,
    });
    const suspended = (await statuses()).filter((is) => is === "suspended");
    expect(suspended).toHaveLength(20);
    const pending = (await itemsOf(jobId)).filter(
      ({ status }) => status === "pending",
    );
    expect(pending).toHaveLength(30);
    expect(await audited("bulk.stopped")).toHaveLength(1);
  });

  test("is taken up again when its next batch was lost, and does nothing twice", async () => {
    await businesses(30);
    const jobId = await start();
    await t.mutation(internal.operators.bulkRun.advance, { jobId });
    await t.mutation(internal.operators.bulkRun.advance, { jobId });
    await t.run(async (ctx) => {
      const jobs = await ctx.db.system.query("_scheduled_functions").collect();
      for (const { _id, state } of jobs) {
        if (state.kind === "pending") await ctx.scheduler.cancel(_id);
      }
    });
    const resume = () => t.mutation(internal.operators.bulkRun.resume, {});
    expect(await resume()).toBe(0);
    vi.advanceTimersByTime(61_000);
    expect(await resume()).toBe(1);
    await drain(t);
    expect(await job()).toMatchObject({ status: "done", changed: 30 });
    expect(await audited("tenant.suspended")).toHaveLength(30);
    expect(await resume()).toBe(0);
  });

  test("two runners of one job share its businesses", async () => {
    await businesses(60);
    const jobId = await start();
    await t.mutation(internal.operators.bulkRun.advance, { jobId });
    await Promise.all(
      Array.from({ length: 6 }, () =>
        t.mutation(internal.operators.bulkRun.advance, { jobId }),
      ),
    );
    await drain(t);
    expect(await job()).toMatchObject({ status: "done", changed: 60 });
    expect(await audited("tenant.suspended")).toHaveLength(60);
  });

  test("one business that cannot be changed fails alone and says why", async () => {
    const [first, second, third] = await businesses(3);
    if (!first || !second || !third) throw new Error("Not made.");
    await t.run(async (ctx) => {
      for (const wallet of await ctx.db.query("wallets").collect()) {
        if (wallet.tenantId === second) await ctx.db.delete(wallet._id);
      }
    });
    await start({ action: { kind: "top_up_notice" } });
    await drain(t);
    const { id, failed, unchanged } = await job();
    expect({ failed, unchanged }).toEqual({ failed: 1, unchanged: 2 });
    expect(
      (await itemsOf(id)).find(({ status }) => status === "failed"),
    ).toMatchObject({ tenantId: second, reason: "NOT_FOUND" });
  });

  test("wakes no business that is to be deleted", async () => {
    const [resting] = await businesses(1);
    if (!resting) throw new Error("Not made.");
    await t.run((ctx) =>
      ctx.db.patch(resting, {
        status: "suspended",
        deletion: { requestedAt: 0, purgeAt: 1 },
      }),
    );
    await start({ action: { kind: "reactivate" } });
    await drain(t);
    const { id, failed } = await job();
    expect(failed).toBe(1);
    expect(await itemsOf(id)).toMatchObject([{ reason: "CONFLICT" }]);
    expect(await statuses()).toEqual(["suspended"]);
    const { reactivate } = api.operators.suspension;
    const asked = operator.mutation(reactivate, {
      tenantId: resting,
      reason: "please",
    });
    expect(await outcome(asked)).toBe("CONFLICT");
  });

  test("sets the daily budget of the AI where it differs", async () => {
    const [first] = await businesses(2);
    if (!first) throw new Error("Not made.");
    await t.run((ctx) => ctx.db.patch(first, { dailyAiBudgetMicros: 700 }));
    await start({ action: { kind: "ai_budget", dailyMicros: 700 } });
    await drain(t);
    expect(await job()).toMatchObject({ changed: 1, unchanged: 1 });
    const budgets = await t.run(async (ctx) =>
      (await ctx.db.query("tenants").collect()).map(
        ({ dailyAiBudgetMicros }) => dailyAiBudgetMicros,
      ),
    );
    expect(budgets).toEqual([700, 700]);
  });

  test("reminds only who runs low, and each once", async () => {
    await businesses(1);
    const poor = await createBusiness(t, { name: "Poor", credits: 5 });
    await start({ action: { kind: "top_up_notice" } });
    await drain(t);
    expect(await job()).toMatchObject({ changed: 1, unchanged: 1 });
    const notices = await t.run((ctx) =>
      ctx.db.query("notifications").collect(),
    );
    expect(notices.map(({ tenantId, kind }) => [tenantId, kind])).toEqual([
      [poor.tenantId, "credits_low"],
    ]);
  });

  test.each<[string, Partial<Start>]>([
    ["no reason", { reason: " " }],
    ["a short key", { idempotencyKey: "x" }],
    ["an empty selection", { target: { kind: "selection", ids: [] } }],
    ["a negative budget", { action: { kind: "ai_budget", dailyMicros: -1 } }],
    ["half a budget", { action: { kind: "ai_budget", dailyMicros: 0.5 } }],
    [
      "too large a budget",
      { action: { kind: "ai_budget", dailyMicros: 1_000_000_001 } },
    ],
  ])("refuses %s", async (_, changes) => {
    expect(await outcome(start(changes))).toBe("VALIDATION_FAILED");
    expect(await operator.query(api.operators.bulk.list, {})).toEqual([]);
  });

  test("refuses a selection of more than 500", async () => {
    const [only] = await businesses(1);
    if (!only) throw new Error("Not made.");
    const ids = Array.from({ length: 501 }, () => only);
    const asked = start({ target: { kind: "selection", ids } });
    expect(await outcome(asked)).toBe("VALIDATION_FAILED");
  });
});
