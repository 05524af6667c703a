import { v } from "convex/values";
import { internal } from "../_generated/api";
import { internalMutation } from "../functions";
import { listTenantsFrom } from "../tenants/model";
import { refreshOverview } from "./overviewModel";

const BATCH = 20;

/** Counts the businesses created after an instant again, batch by batch. */
export const refresh = internalMutation({
  args: { after: v.number() },
  returns: v.number(),
  handler: async (ctx, { after }) => {
    const tenants = await listTenantsFrom(ctx, after, BATCH);
    for (const tenant of tenants) await refreshOverview(ctx, tenant);
    const last = tenants.at(-1);
    if (tenants.length === BATCH && last !== undefined) {
      await ctx.scheduler.runAfter(0, internal.operators.overview.refresh, {
        after: last._creationTime,
      });
    }
    return tenants.length;
  },
});
