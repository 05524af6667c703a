/*
 * One job at a time per number; actions run at most once, so a job that never
 * reported fails at its deadline.
 */
import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { jobKind } from "./schema";

/** What the action needs to do a job. */
export const jobTask = v.object({
  kind: jobKind,
  instanceId: v.id("instances"),
  sessionName: v.string(),
  webhookToken: v.string(),
  phone: v.union(v.string(), v.null()),
});

/** When an attempt that has not reported counts as failed, in ms. */
const JOB_LIMIT_MS = 60_000;

/** The newest job of a number. */
export async function getLatestJob(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
): Promise<Doc<"instanceJobs"> | null> {
  return ctx.db
    .query("instanceJobs")
    .withIndex("by_instance", (q) => q.eq("instanceId", instanceId))
    .order("desc")
    .first();
}

async function launch(
  ctx: MutationCtx,
  jobId: Id<"instanceJobs">,
  {
    attempt,
    phone,
    delayMs,
  }: { attempt: number; phone: string | null; delayMs: number },
): Promise<void> {
  await ctx.scheduler.runAfter(delayMs, internal.instances.gateway.run, {
    jobId,
    phone,
  });
  await ctx.scheduler.runAfter(
    delayMs + JOB_LIMIT_MS,
    internal.instances.jobs.expire,
    { jobId, attempt },
  );
}

/** Starts a job; CONFLICT while another one of the number runs. Removal does not wait. */
export async function startJob(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  kind: Doc<"instanceJobs">["kind"],
  phone: string | null = null,
): Promise<void> {
  const latest = await getLatestJob(ctx, instance._id);
  if (latest?.status === "running" && kind !== "remove") {
    throw appError("CONFLICT", "Something is being done with this number.", {
      reason: "busy",
    });
  }
  const jobId = await ctx.db.insert("instanceJobs", {
    tenantId: instance.tenantId,
    instanceId: instance._id,
    kind,
    status: "running",
    reason: null,
    startedAt: Date.now(),
    attempts: 1,
  });
  await launch(ctx, jobId, { attempt: 1, phone, delayMs: 0 });
}

/** A job that still runs; null when it ended. */
export async function getRunningJob(
  ctx: QueryCtx,
  jobId: Id<"instanceJobs">,
): Promise<Doc<"instanceJobs"> | null> {
  const job = await ctx.db.get("instanceJobs", jobId);
  return job?.status === "running" ? job : null;
}

/** Removing a session is safe to repeat, and the gateway may be away for hours. */
const REMOVAL_DELAYS_MS = [60_000, 5 * 60_000, 30 * 60_000, 4 * 3_600_000];

/** Ends a running job. A removal that may still succeed is tried again instead. */
export async function endJob(
  ctx: MutationCtx,
  job: Doc<"instanceJobs">,
  outcome: { failure: string | null; retryable: boolean },
): Promise<void> {
  const { failure, retryable } = outcome;
  const delayMs = REMOVAL_DELAYS_MS[job.attempts - 1];
  if (retryable && job.kind === "remove" && delayMs !== undefined) {
    const attempt = job.attempts + 1;
    await ctx.db.patch("instanceJobs", job._id, { attempts: attempt });
    await launch(ctx, job._id, { attempt, phone: null, delayMs });
    return;
  }
  await ctx.db.patch("instanceJobs", job._id, {
    status: failure === null ? "done" : "failed",
    reason: failure,
  });
}
