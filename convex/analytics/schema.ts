import { defineTable } from "convex/server";
import { v } from "convex/values";

export const stream = v.union(
  v.literal("messages"),
  v.literal("ledger"),
  v.literal("handoffs"),
  v.literal("consent"),
);

const histogram = v.array(v.number());

/** As `Counts` of lib/analytics. */
export const countFields = {
  inbound: v.number(),
  aiAnswers: v.number(),
  humanAnswers: v.number(),
  phoneAnswers: v.number(),
  notices: v.number(),
  conversations: v.number(),
  newConversations: v.number(),
  handoffs: v.record(v.string(), v.number()),
  failed: v.number(),
  captured: v.number(),
  refunded: v.number(),
  optedOut: v.number(),
  aiResponse: histogram,
  humanResponse: histogram,
};

/** As `NumberCounts` of lib/analytics. */
export const numberFields = {
  inbound: v.number(),
  aiAnswers: v.number(),
  humanAnswers: v.number(),
  phoneAnswers: v.number(),
  notices: v.number(),
  failed: v.number(),
  captured: v.number(),
  refunded: v.number(),
};

export const analyticsTables = {
  /** One row per business and day in its time zone. */
  analyticsDays: defineTable({
    tenantId: v.id("tenants"),
    day: v.string(),
    ...countFields,
  }).index("by_tenant_and_day", ["tenantId", "day"]),
  /** As `analyticsDays`, for one number; without response times. */
  analyticsNumberDays: defineTable({
    tenantId: v.id("tenants"),
    instanceId: v.id("instances"),
    day: v.string(),
    ...numberFields,
  })
    .index("by_instance_and_day", ["instanceId", "day"])
    .index("by_tenant", ["tenantId"]),
  /** Up to where each stream of rows is counted. */
  analyticsCursors: defineTable({
    stream,
    /** Creation time of the last counted row. */
    at: v.number(),
    /** The counted rows of exactly that creation time. */
    seen: v.array(v.string()),
  }).index("by_stream", ["stream"]),
  /** The wallet as the counted ledger entries left it. */
  analyticsBalances: defineTable({
    tenantId: v.id("tenants"),
    balance: v.number(),
  }).index("by_tenant", ["tenantId"]),
  /** One row: the time, for queries, which have no clock. Moves every quarter of an hour. */
  analyticsClock: defineTable({ at: v.number() }),
};
