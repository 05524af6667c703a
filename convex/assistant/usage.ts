import { v } from "convex/values";
import { tenantQuery } from "../functions";
import { listUsage } from "./usageModel";

const DAYS = 14;

/** What the models cost on the newest UTC days, newest first, and the limit of a day, in micro-USD. */
export const recent = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({
    limitMicros: v.number(),
    days: v.array(
      v.object({
        day: v.string(),
        runs: v.number(),
        promptTokens: v.number(),
        answerTokens: v.number(),
        costMicros: v.number(),
      }),
    ),
  }),
  handler: async (ctx) => {
    const days = await listUsage(ctx, ctx.tenant._id, DAYS);
    return {
      limitMicros: ctx.tenant.dailyAiBudgetMicros,
      days: days.map(
        ({ day, runs, promptTokens, answerTokens, costMicros }) => ({
          day,
          runs,
          promptTokens,
          answerTokens,
          costMicros,
        }),
      ),
    };
  },
});
