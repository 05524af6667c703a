import { v } from "convex/values";
import { readingsOf } from "../../lib/audit/alert-rules";
import { internal } from "../_generated/api";
import { internalMutation } from "../functions";
import { applyReadings } from "./model";
import { countRefusals } from "./rejectionModel";
import { listSignals } from "./signalModel";

const BATCH = 500;

/** Looks at every rule; answers how many alerts were raised. */
export const evaluate = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const now = Date.now();
    await ctx.scheduler.runAfter(0, internal.alerts.watch.count, {});
    const signals = await listSignals(ctx, now);
    return applyReadings(ctx, readingsOf(signals, now), now);
  },
});

/** Counts refused deliveries into their months; goes on at once while there are more. */
export const count = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const counted = await countRefusals(ctx, Date.now(), BATCH);
    if (counted === BATCH) {
      await ctx.scheduler.runAfter(0, internal.alerts.watch.count, {});
    }
    return counted;
  },
});
