import { type Infer, v } from "convex/values";
import {
  aiShare,
  type Counts,
  handoffTotal,
  spentCredits,
  sumCounts,
} from "../../lib/analytics/counts";
import { percentile } from "../../lib/analytics/response-times";
import { tenantQuery } from "../functions";
import { type DayCounts, listDays, today } from "./model";

const figures = {
  inbound: v.number(),
  aiAnswers: v.number(),
  humanAnswers: v.number(),
  phoneAnswers: v.number(),
  conversations: v.number(),
  newConversations: v.number(),
  handoffs: v.number(),
  failed: v.number(),
  spent: v.number(),
  optedOut: v.number(),
  /** 0 to 1; null without answers. */
  aiShare: v.union(v.number(), v.null()),
  /** How long customers waited for an answer, in ms; null without answers. */
  aiMedianMs: v.union(v.number(), v.null()),
  humanMedianMs: v.union(v.number(), v.null()),
};

const summary = v.object({
  ...figures,
  aiP90Ms: v.union(v.number(), v.null()),
  humanP90Ms: v.union(v.number(), v.null()),
  handoffReasons: v.array(v.object({ reason: v.string(), count: v.number() })),
});

function figuresOf(counts: Counts) {
  return {
    inbound: counts.inbound,
    aiAnswers: counts.aiAnswers,
    humanAnswers: counts.humanAnswers,
    phoneAnswers: counts.phoneAnswers,
    conversations: counts.conversations,
    newConversations: counts.newConversations,
    handoffs: handoffTotal(counts),
    failed: counts.failed,
    spent: spentCredits(counts),
    optedOut: counts.optedOut,
    aiShare: aiShare(counts),
    aiMedianMs: percentile(counts.aiResponse, 0.5),
    humanMedianMs: percentile(counts.humanResponse, 0.5),
  };
}

function summarize(days: readonly DayCounts[]): Infer<typeof summary> {
  const counts = sumCounts(days.map((row) => row.counts));
  return {
    ...figuresOf(counts),
    aiP90Ms: percentile(counts.aiResponse, 0.9),
    humanP90Ms: percentile(counts.humanResponse, 0.9),
    handoffReasons: Object.entries(counts.handoffs)
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count),
  };
}

/**
 * The last days of the business, oldest first and today included, with their
 * sum and the sum of as many days before. Counts lag by up to a minute.
 */
export const series = tenantQuery({
  permission: "read",
  args: { days: v.union(v.literal(7), v.literal(30), v.literal(90)) },
  returns: v.object({
    timeZone: v.string(),
    days: v.array(v.object({ day: v.string(), ...figures })),
    current: summary,
    previous: summary,
  }),
  handler: async (ctx, { days }) => {
    const { _id: tenantId, timeZone } = ctx.tenant;
    const last = await today(ctx, timeZone);
    const rows =
      last === null ? [] : await listDays(ctx, tenantId, last, days * 2);
    const current = rows.slice(-days);
    return {
      timeZone,
      days: current.map(({ day, counts }) => ({ day, ...figuresOf(counts) })),
      current: summarize(current),
      previous: summarize(rows.slice(0, -days)),
    };
  },
});
