import { v } from "convex/values";
import { internal } from "../_generated/api";
import { internalMutation } from "../functions";
import { getErasure, listStalled } from "./jobModel";
import { takeStep } from "./stepModel";

/** An erasure that has not moved for so long lost its next batch, in ms. */
const STALLED_AFTER_MS = 15 * 60_000;
const RESUMED_AT_ONCE = 50;

/** Does one batch of an erasure and goes on until nothing is left. */
export const advance = internalMutation({
  args: { erasureId: v.id("erasures") },
  returns: v.null(),
  handler: async (ctx, { erasureId }) => {
    const erasure = await getErasure(ctx, erasureId);
    if (erasure === null) return null;
    const dueInMs = await takeStep(ctx, erasure);
    if (dueInMs === null) return null;
    await ctx.scheduler.runAfter(dueInMs, internal.erasure.erasing.advance, {
      erasureId,
    });
    return null;
  },
});

/** Starts again what stopped on its way; an extra batch does no harm. */
export const resumeStalled = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const before = Date.now() - STALLED_AFTER_MS;
    const stalled = await listStalled(ctx, before, RESUMED_AT_ONCE);
    for (const { _id } of stalled) {
      await ctx.scheduler.runAfter(0, internal.erasure.erasing.advance, {
        erasureId: _id,
      });
    }
    return stalled.length;
  },
});
