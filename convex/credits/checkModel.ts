/*
 * A check is a job in batches; its row says how far it is and what it found.
 * At most one check of a tenant and one run of all tenants is under way.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { openTotals } from "../../lib/credits/books-fold";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** Findings of one check that are kept; all of them are counted. */
const MAX_FINDINGS = 50;

export type Check = Doc<"booksChecks">;
export type Finding = Pick<
  Doc<"booksFindings">,
  "check" | "entry" | "subject" | "detail"
>;

export async function getCheck(
  ctx: QueryCtx,
  checkId: Id<"booksChecks">,
): Promise<Check | null> {
  return ctx.db.get("booksChecks", checkId);
}

/** The tenant's newest check. */
export async function getLatestCheck(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Check | null> {
  return ctx.db
    .query("booksChecks")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .order("desc")
    .first();
}

/** Begins a check of a tenant's books; the caller schedules its first batch. */
export async function openCheck(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  actor: string,
  runId: Id<"booksRuns"> | null,
): Promise<Id<"booksChecks">> {
  const { entries: _none, ...totals } = openTotals(tenantId);
  return ctx.db.insert("booksChecks", {
    tenantId,
    runId,
    actor,
    status: "running",
    part: "entries",
    cursor: null,
    entries: 0,
    reservations: 0,
    messages: 0,
    ...totals,
    findings: 0,
    firstWrongEntry: null,
    reportedAt: Date.now(),
    finishedAt: null,
  });
}

/** Keeps what a batch found and how far it came. */
export async function reportBatch(
  ctx: MutationCtx,
  check: Check,
  found: readonly Finding[],
  changes: Partial<Check>,
): Promise<Check> {
  const room = Math.max(0, MAX_FINDINGS - check.findings);
  for (const finding of found.slice(0, room)) {
    await ctx.db.insert("booksFindings", {
      tenantId: check.tenantId,
      checkId: check._id,
      ...finding,
    });
  }
  const first = found.find(({ entry }) => entry !== null)?.entry ?? null;
  const patch = {
    ...changes,
    findings: check.findings + found.length,
    firstWrongEntry: check.firstWrongEntry ?? first,
    reportedAt: Date.now(),
  };
  await ctx.db.patch("booksChecks", check._id, patch);
  return { ...check, ...patch };
}

export async function closeCheck(
  ctx: MutationCtx,
  checkId: Id<"booksChecks">,
  status: Exclude<Check["status"], "running">,
): Promise<void> {
  const finishedAt = Date.now();
  await ctx.db.patch("booksChecks", checkId, { status, finishedAt });
}

/** What a check found, the ledger's faults first. */
export async function listFindings(
  ctx: QueryCtx,
  checkId: Id<"booksChecks">,
  limit: number,
): Promise<Doc<"booksFindings">[]> {
  return ctx.db
    .query("booksFindings")
    .withIndex("by_check", (q) => q.eq("checkId", checkId))
    .take(limit);
}

/** Running checks whose last batch ended before an instant. */
export async function listSilentChecks(
  ctx: QueryCtx,
  before: number,
  limit: number,
): Promise<Check[]> {
  return ctx.db
    .query("booksChecks")
    .withIndex("by_status_and_reported_at", (q) =>
      q.eq("status", "running").lt("reportedAt", before),
    )
    .take(limit);
}

/** A page of a run's checks in the order they were made, all or those of one outcome. */
export async function listRunChecks(
  ctx: QueryCtx,
  runId: Id<"booksRuns">,
  status: Check["status"] | null,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Check>> {
  if (status === null) {
    return ctx.db
      .query("booksChecks")
      .withIndex("by_run", (q) => q.eq("runId", runId))
      .paginate(paginationOpts);
  }
  return ctx.db
    .query("booksChecks")
    .withIndex("by_run_and_status", (q) =>
      q.eq("runId", runId).eq("status", status),
    )
    .paginate(paginationOpts);
}

/** The check a run is at. */
export async function getRunningCheck(
  ctx: QueryCtx,
  runId: Id<"booksRuns">,
): Promise<Check | null> {
  return ctx.db
    .query("booksChecks")
    .withIndex("by_run_and_status", (q) =>
      q.eq("runId", runId).eq("status", "running"),
    )
    .first();
}

/** Removes up to `limit` checks that began before an instant, with what they found; returns whether some may be left. */
export async function forgetChecks(
  ctx: MutationCtx,
  before: number,
  limit: number,
): Promise<boolean> {
  const old = await ctx.db
    .query("booksChecks")
    .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
    .take(limit);
  for (const { _id } of old) {
    for (const finding of await listFindings(ctx, _id, MAX_FINDINGS)) {
      await ctx.db.delete("booksFindings", finding._id);
    }
    await ctx.db.delete("booksChecks", _id);
  }
  return old.length === limit;
}
