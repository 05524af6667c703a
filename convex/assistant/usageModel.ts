/*
 * Runs are append-only and the day's spend only grows.
 * Dry runs count against the same budget and leave no run.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { budgetState } from "../../lib/assistant/budget";
import { appError } from "../../lib/errors";
import { LIMITS } from "../../lib/assistant/limits";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { notify } from "../notifications/model";

export type Run = Omit<Doc<"assistantRuns">, "_id" | "_creationTime">;

type Spend = { promptTokens: number; answerTokens: number; costMicros: number };

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

async function getUsage(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  day: string,
): Promise<Doc<"assistantUsage"> | null> {
  return ctx.db
    .query("assistantUsage")
    .withIndex("by_tenant_and_day", (q) =>
      q.eq("tenantId", tenantId).eq("day", day),
    )
    .unique();
}

/** The newest days on which the tenant's assistant worked, newest first. */
export async function listUsage(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  limit: number,
): Promise<Doc<"assistantUsage">[]> {
  return ctx.db
    .query("assistantUsage")
    .withIndex("by_tenant_and_day", (q) => q.eq("tenantId", tenantId))
    .order("desc")
    .take(limit);
}

/** A page of every tenant's days from one UTC day to another, newest day first. */
export async function listUsageOfDays(
  ctx: QueryCtx,
  from: string,
  to: string,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"assistantUsage">>> {
  return ctx.db
    .query("assistantUsage")
    .withIndex("by_day", (q) => q.gte("day", from).lte("day", to))
    .order("desc")
    .paginate(paginationOpts);
}

/** Whether today's model spend has reached the tenant's limit at `now`. */
export async function isBudgetSpent(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
  now: number,
): Promise<boolean> {
  const usage = await getUsage(ctx, tenant._id, dayOf(now));
  return (
    budgetState({
      spentMicros: usage?.costMicros ?? 0,
      limitMicros: tenant.dailyAiBudgetMicros,
    }) === "stop"
  );
}

/** Appends a run and adds it to the day. */
export async function recordRun(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  run: Run,
): Promise<void> {
  await ctx.db.insert("assistantRuns", run);
  await addSpend(ctx, tenant, run, run.outcome === "failed");
}

/** Adds to the day's spend and tells the business once when the budget is nearly or wholly spent. */
export async function addSpend(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  spend: Spend,
  isFailure: boolean,
): Promise<void> {
  const day = dayOf(Date.now());
  const usage = await getUsage(ctx, tenant._id, day);
  const total = {
    runs: (usage?.runs ?? 0) + 1,
    promptTokens: (usage?.promptTokens ?? 0) + spend.promptTokens,
    answerTokens: (usage?.answerTokens ?? 0) + spend.answerTokens,
    costMicros: (usage?.costMicros ?? 0) + spend.costMicros,
    failures: (usage?.failures ?? 0) + (isFailure ? 1 : 0),
  };
  if (usage === null) {
    await ctx.db.insert("assistantUsage", {
      tenantId: tenant._id,
      day,
      ...total,
    });
  } else {
    await ctx.db.patch("assistantUsage", usage._id, total);
  }
  const limitMicros = tenant.dailyAiBudgetMicros;
  const before = budgetState({
    spentMicros: usage?.costMicros ?? 0,
    limitMicros,
  });
  const after = budgetState({ spentMicros: total.costMicros, limitMicros });
  if (after === before || after === "ok") return;
  const kind = after === "stop" ? "ai_budget_reached" : "ai_budget_warning";
  await notify(ctx, tenant._id, kind, `${kind}:${day}`);
}

/** Counts one dry run of the day; RATE_LIMITED beyond the tenant's daily number. */
export async function countTest(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
): Promise<void> {
  const day = dayOf(Date.now());
  const row = await ctx.db
    .query("testDays")
    .withIndex("by_tenant_and_day", (q) =>
      q.eq("tenantId", tenantId).eq("day", day),
    )
    .unique();
  if (row === null) {
    await ctx.db.insert("testDays", { tenantId, day, asked: 1 });
    return;
  }
  if (row.asked >= LIMITS.testsPerDay) {
    throw appError(
      "RATE_LIMITED",
      "The test messages of today are used up; they start again at midnight UTC.",
    );
  }
  await ctx.db.patch("testDays", row._id, { asked: row.asked + 1 });
}
