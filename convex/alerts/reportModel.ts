/* The months are written with the seals, so a report reads a row per action and no event. */
import type { QueryCtx } from "../_generated/server";

/** More different actions than the product has. */
const MAX_ACTIONS = 500;

/** How often each action happened in a month. */
export async function listMonth(
  ctx: QueryCtx,
  month: string,
): Promise<{ action: string; count: number }[]> {
  const rows = await ctx.db
    .query("auditMonths")
    .withIndex("by_month_and_action", (q) => q.eq("month", month))
    .take(MAX_ACTIONS);
  return rows.map(({ action, count }) => ({ action, count }));
}
