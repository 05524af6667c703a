import { v } from "convex/values";
import { errorCode } from "../../lib/error-code";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { internalMutation } from "../functions";
import { apply, outcome } from "./bulkActionModel";
import {
  endJob,
  gather,
  getJob,
  type Job,
  listPending,
  listStanding,
  requireJob,
  type Settled,
  settleItems,
} from "./bulkModel";

const GATHERED = 200;
const BATCH = 20;
const STANDS_STILL_AFTER_MS = 60_000;

/** One batch of a running job; goes on until nothing is left. */
export const advance = internalMutation({
  args: { jobId: v.id("bulkJobs") },
  returns: v.null(),
  handler: async (ctx, { jobId }) => {
    const job = await getJob(ctx, jobId);
    if (job?.status !== "running") return null;
    if (job.gatheredTo !== null) await gather(ctx, job, GATHERED);
    else if (!(await workOn(ctx, job))) {
      await endJob(ctx, job, "done");
      return null;
    }
    await ctx.scheduler.runAfter(0, internal.operators.bulkRun.advance, {
      jobId,
    });
    return null;
  },
});

async function workOn(ctx: MutationCtx, job: Job): Promise<boolean> {
  const pending = await listPending(ctx, job._id, BATCH);
  if (pending.length === 0) return false;
  const settled: Settled[] = [];
  for (const { _id, tenantId } of pending) {
    settled.push({ itemId: _id, ...(await attempt(ctx, job, tenantId)) });
  }
  await settleItems(ctx, job, settled);
  return true;
}

/** What fails is undone alone and written down; the rest of the batch stands. */
async function attempt(ctx: MutationCtx, job: Job, tenantId: Id<"tenants">) {
  try {
    return await ctx.runMutation(internal.operators.bulkRun.applyTo, {
      jobId: job._id,
      tenantId,
    });
  } catch (error) {
    const reason = errorCode(error) ?? "UNEXPECTED";
    return { result: "failed" as const, reason };
  }
}

/** Does a job's action to one business, in a transaction of its own inside the batch. */
export const applyTo = internalMutation({
  args: { jobId: v.id("bulkJobs"), tenantId: v.id("tenants") },
  returns: outcome,
  handler: async (ctx, { jobId, tenantId }) =>
    apply(ctx, await requireJob(ctx, jobId), tenantId),
});

/** Takes running jobs up again whose next batch never came. */
export const resume = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const before = Date.now() - STANDS_STILL_AFTER_MS;
    const standing = await listStanding(ctx, before);
    for (const { _id: jobId } of standing) {
      await ctx.scheduler.runAfter(0, internal.operators.bulkRun.advance, {
        jobId,
      });
    }
    return standing.length;
  },
});
