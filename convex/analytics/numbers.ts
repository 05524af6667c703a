import { v } from "convex/values";
import { tenantQuery } from "../functions";
import { listInstances } from "../instances/model";
import { today } from "./model";
import { sumNumberDays } from "./numberModel";

/** More numbers than anybody compares at a glance. */
const SHOWN = 20;

/** What happened on each number in the last days, today included. Counts lag by up to a minute. */
export const totals = tenantQuery({
  permission: "read",
  args: { days: v.union(v.literal(7), v.literal(30), v.literal(90)) },
  returns: v.array(
    v.object({
      instanceId: v.id("instances"),
      label: v.string(),
      inbound: v.number(),
      aiAnswers: v.number(),
      humanAnswers: v.number(),
      failed: v.number(),
      spent: v.number(),
    }),
  ),
  handler: async (ctx, { days }) => {
    const last = await today(ctx, ctx.tenant.timeZone);
    const instances = await listInstances(ctx, ctx.tenant._id);
    if (last === null) return [];
    return Promise.all(
      instances.slice(0, SHOWN).map(async (instance) => {
        const counts = await sumNumberDays(ctx, instance, last, days);
        return {
          instanceId: instance._id,
          label: instance.label,
          inbound: counts.inbound,
          aiAnswers: counts.aiAnswers,
          humanAnswers: counts.humanAnswers + counts.phoneAnswers,
          failed: counts.failed,
          spent: counts.captured - counts.refunded,
        };
      }),
    );
  },
});
