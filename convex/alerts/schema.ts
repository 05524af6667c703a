import { defineTable } from "convex/server";
import { v } from "convex/values";

export const ruleName = v.union(
  v.literal("bad_signatures"),
  v.literal("denials"),
  v.literal("foreign_ids"),
  v.literal("top_ups"),
  v.literal("top_up_credits"),
  v.literal("new_sessions"),
  v.literal("session_addresses"),
  v.literal("books_wrong"),
  v.literal("dead_letters"),
  v.literal("silent_numbers"),
  v.literal("provider_breaker"),
  v.literal("seal_behind"),
  v.literal("refused_calls"),
  v.literal("limits_off"),
);

export const alertTables = {
  /** One row per crossing of a rule's threshold; its creation is when it was raised. */
  alerts: defineTable({
    rule: ruleName,
    /** What the rule counts under: a channel, an actor, a model, or `all`. */
    subject: v.string(),
    /** The most that was counted while it went on. */
    count: v.number(),
    /** Null while the count is at the threshold. */
    clearedAt: v.union(v.number(), v.null()),
    acknowledgedAt: v.union(v.number(), v.null()),
    acknowledgedBy: v.union(v.string(), v.null()),
    note: v.union(v.string(), v.null()),
  })
    .index("by_cleared_at", ["clearedAt"])
    .index("by_acknowledged_at", ["acknowledgedAt"]),
  /** The event that waits longest for its place, and at how many looks it did. At most one row. */
  sealWatches: defineTable({
    pendingId: v.id("auditPending"),
    looks: v.number(),
  }),
  /** Services that did not answer the web server, and when last. */
  outages: defineTable({ service: v.literal("redis"), seenAt: v.number() })
    .index("by_service", ["service"])
    .index("by_seen_at", ["seenAt"]),
  /** How far refused deliveries were counted into their months. One row. */
  rejectionCursors: defineTable({
    minute: v.number(),
    createdAt: v.number(),
  }),
};
