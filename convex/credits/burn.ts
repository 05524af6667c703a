import { v } from "convex/values";
import { dayOf } from "../../lib/analytics/days";
import { spentCredits, sumCounts } from "../../lib/analytics/counts";
import { available } from "../../lib/credits/ledger";
import {
  type DayCounts,
  getCountedBalance,
  listDays,
  today as currentDay,
} from "../analytics/model";
import { tenantQuery } from "../functions";
import { requireWallet } from "./model";

const AVERAGE_DAYS = 7;

/** What may still be spent, what was spent today, and the mean of up to seven days before. */
export const today = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({
    available: v.number(),
    reserved: v.number(),
    spentToday: v.number(),
    averagePerDay: v.number(),
  }),
  handler: async (ctx) => {
    const { _id: tenantId, _creationTime, timeZone } = ctx.tenant;
    const wallet = await requireWallet(ctx, tenantId);
    const day = await currentDay(ctx, timeZone);
    const days =
      day === null ? [] : await listDays(ctx, tenantId, day, AVERAGE_DAYS + 1);
    const openedOn = dayOf(_creationTime, timeZone);
    const before = days.slice(0, -1).filter(({ day }) => day >= openedOn);
    const counted = (await getCountedBalance(ctx, tenantId)) ?? wallet.balance;
    // Captures since the last count; a top-up since then hides them until the next.
    const uncounted = Math.max(0, counted - wallet.balance);
    return {
      available: available(wallet),
      reserved: wallet.reserved,
      spentToday: spentIn(days.slice(-1)) + uncounted,
      averagePerDay: spentIn(before) / Math.max(1, before.length),
    };
  },
});

function spentIn(days: readonly DayCounts[]): number {
  return Math.max(0, spentCredits(sumCounts(days.map(({ counts }) => counts))));
}
