import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { internalMutation } from "../functions";
import {
  beginPurge,
  getBusinessErasure,
  listDue,
  listStalledPurges,
  purgeStep,
} from "./businessModel";

const AT_ONCE = 20;
const STALLED_AFTER_MS = 15 * 60_000;

/** Starts the purge of every business whose grace is over, and again what stopped on its way. */
export const purgeDue = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const now = Date.now();
    const due = await listDue(ctx, now, AT_ONCE);
    for (const { _id: tenantId } of due) {
      const job = await beginPurge(ctx, tenantId);
      if (job !== null) await goOn(ctx, job, 0);
    }
    const before = now - STALLED_AFTER_MS;
    for (const { _id } of await listStalledPurges(ctx, before, AT_ONCE)) {
      await goOn(ctx, _id, 0);
    }
    return due.length;
  },
});

/** Does one batch of a purge and goes on until nothing is left. */
export const advance = internalMutation({
  args: { jobId: v.id("businessErasures") },
  returns: v.null(),
  handler: async (ctx, { jobId }) => {
    const job = await getBusinessErasure(ctx, jobId);
    if (job === null) return null;
    const dueInMs = await purgeStep(ctx, job);
    if (dueInMs !== null) {
      await goOn(ctx, jobId, dueInMs);
      return null;
    }
    if (job.phase === "team") {
      await recordAudit(ctx, {
        tenantId: job.tenantId,
        actor: "system:erasure",
        action: "business.erased",
        target: job.tenantId,
      });
    }
    return null;
  },
});

async function goOn(
  ctx: MutationCtx,
  jobId: Id<"businessErasures">,
  dueInMs: number,
): Promise<void> {
  await ctx.scheduler.runAfter(dueInMs, internal.erasure.purging.advance, {
    jobId,
  });
}
