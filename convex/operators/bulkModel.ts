/*
 * An item leaves `pending` in the transaction that carries its effect, so no
 * restart and no second runner does it twice.
 * The counts of a job are those of its items.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { listTenantsAfter } from "../tenants/directoryModel";

export const MAX_SELECTED = 500;
const RECENT = 20;

export type Job = Doc<"bulkJobs">;
export type ItemResult = Exclude<Doc<"bulkItems">["status"], "pending">;

type NewJob = Pick<
  Job,
  "action" | "reason" | "startedBy" | "idempotencyKey" | "filter"
>;

export async function getJobByKey(
  ctx: QueryCtx,
  idempotencyKey: string,
): Promise<Job | null> {
  return ctx.db
    .query("bulkJobs")
    .withIndex("by_idempotency_key", (q) =>
      q.eq("idempotencyKey", idempotencyKey),
    )
    .unique();
}

/** Writes a job down with the businesses selected for it, each once. */
export async function insertJob(
  ctx: MutationCtx,
  job: NewJob,
  selected: readonly Id<"tenants">[],
): Promise<Id<"bulkJobs">> {
  const tenantIds = [...new Set(selected)];
  const jobId = await ctx.db.insert("bulkJobs", {
    ...job,
    status: "running",
    gatheredTo: job.filter === null ? null : 0,
    total: tenantIds.length,
    changed: 0,
    unchanged: 0,
    failed: 0,
    advancedAt: Date.now(),
    finishedAt: null,
  });
  for (const tenantId of tenantIds) await insertItem(ctx, jobId, tenantId);
  return jobId;
}

async function insertItem(
  ctx: MutationCtx,
  jobId: Id<"bulkJobs">,
  tenantId: Id<"tenants">,
): Promise<void> {
  await ctx.db.insert("bulkItems", {
    jobId,
    tenantId,
    status: "pending",
    reason: null,
  });
}

export async function getJob(
  ctx: QueryCtx,
  jobId: Id<"bulkJobs">,
): Promise<Job | null> {
  return ctx.db.get("bulkJobs", jobId);
}

export async function requireJob(
  ctx: QueryCtx,
  jobId: Id<"bulkJobs">,
): Promise<Job> {
  const job = await getJob(ctx, jobId);
  if (job === null) throw appError("NOT_FOUND", "Bulk work not found.");
  return job;
}

/** The newest jobs, newest first. */
export async function listJobs(ctx: QueryCtx): Promise<Job[]> {
  return ctx.db
    .query("bulkJobs")
    .withIndex("by_creation_time")
    .order("desc")
    .take(RECENT);
}

/** Running jobs whose last batch is from before an instant. */
export async function listStanding(
  ctx: QueryCtx,
  before: number,
): Promise<Job[]> {
  return ctx.db
    .query("bulkJobs")
    .withIndex("by_status_and_advanced_at", (q) =>
      q.eq("status", "running").lt("advancedAt", before),
    )
    .take(RECENT);
}

/** Ends a running job; what it has not reached stays as it is. */
export async function endJob(
  ctx: MutationCtx,
  job: Job,
  status: "done" | "stopped",
): Promise<void> {
  const at = Date.now();
  await ctx.db.patch("bulkJobs", job._id, {
    status,
    finishedAt: at,
    advancedAt: at,
  });
}

/** Adds the next businesses that pass the filter, in the order they were founded. */
export async function gather(
  ctx: MutationCtx,
  job: Job,
  limit: number,
): Promise<void> {
  if (job.gatheredTo === null) return;
  const status = job.filter?.status ?? null;
  const tenants = await listTenantsAfter(ctx, job.gatheredTo, status, limit);
  for (const { _id } of tenants) await insertItem(ctx, job._id, _id);
  await ctx.db.patch("bulkJobs", job._id, {
    total: job.total + tenants.length,
    gatheredTo:
      tenants.length < limit ? null : (tenants.at(-1)?._creationTime ?? null),
    advancedAt: Date.now(),
  });
}

export async function listPending(
  ctx: QueryCtx,
  jobId: Id<"bulkJobs">,
  limit: number,
): Promise<Doc<"bulkItems">[]> {
  return ctx.db
    .query("bulkItems")
    .withIndex("by_job_and_status", (q) =>
      q.eq("jobId", jobId).eq("status", "pending"),
    )
    .take(limit);
}

export async function listItems(
  ctx: QueryCtx,
  jobId: Id<"bulkJobs">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"bulkItems">>> {
  return ctx.db
    .query("bulkItems")
    .withIndex("by_job", (q) => q.eq("jobId", jobId))
    .paginate(paginationOpts);
}

export type Settled = {
  itemId: Id<"bulkItems">;
  result: ItemResult;
  reason: string | null;
};

/** Writes down what became of a batch, with the counts it changes. */
export async function settleItems(
  ctx: MutationCtx,
  job: Job,
  settled: readonly Settled[],
): Promise<void> {
  const counts = {
    changed: job.changed,
    unchanged: job.unchanged,
    failed: job.failed,
  };
  for (const { itemId, result, reason } of settled) {
    counts[result] += 1;
    await ctx.db.patch("bulkItems", itemId, { status: result, reason });
  }
  await ctx.db.patch("bulkJobs", job._id, {
    ...counts,
    advancedAt: Date.now(),
  });
}
