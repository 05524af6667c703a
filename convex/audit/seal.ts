import { v } from "convex/values";
import { internal } from "../_generated/api";
import { internalMutation } from "../functions";
import { sealPending } from "./sealModel";

const BATCH = 100;

/** Gives waiting events their places in their chains; goes on at once while there are more. */
export const advance = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const sealed = await sealPending(ctx, BATCH);
    if (sealed === BATCH) {
      await ctx.scheduler.runAfter(0, internal.audit.seal.advance, {});
    }
    return sealed;
  },
});
