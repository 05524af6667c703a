/* What happened on each number, a row per number and day, counted in the same transaction as the business's day. */
import { daysUpTo, type Day } from "../../lib/analytics/days";
import {
  addNumberCounts,
  isQuiet,
  type NumberCounts,
} from "../../lib/analytics/number-counts";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** Adds to what a number's day counts; nothing is written of nothing. */
export async function addToNumberDay(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  instanceId: Id<"instances">,
  day: Day,
  counts: NumberCounts,
): Promise<void> {
  if (isQuiet(counts)) return;
  const row = await ctx.db
    .query("analyticsNumberDays")
    .withIndex("by_instance_and_day", (q) =>
      q.eq("instanceId", instanceId).eq("day", day),
    )
    .unique();
  if (row === null) {
    const key = { tenantId, instanceId, day };
    await ctx.db.insert("analyticsNumberDays", { ...key, ...counts });
  } else {
    const sum = addNumberCounts(row, counts);
    await ctx.db.patch("analyticsNumberDays", row._id, sum);
  }
}

/** The sum of a number's `count` days that end with `last`. */
export async function sumNumberDays(
  ctx: QueryCtx,
  instance: Doc<"instances">,
  last: Day,
  count: number,
): Promise<NumberCounts> {
  const rows = await ctx.db
    .query("analyticsNumberDays")
    .withIndex("by_instance_and_day", (q) =>
      q
        .eq("instanceId", instance._id)
        .gte("day", daysUpTo(last, count)[0] ?? last)
        .lte("day", last),
    )
    .take(count);
  return rows.reduce<NumberCounts>(addNumberCounts, addNumberCounts({}, {}));
}
