import { defineTable } from "convex/server";
import { v } from "convex/values";

export const webhookTables = {
  /** Authentic deliveries that could not be applied, kept for a person to look at. */
  deadLetters: defineTable({
    tenantId: v.union(v.id("tenants"), v.null()),
    instanceId: v.union(v.id("instances"), v.null()),
    reason: v.string(),
    body: v.string(),
  }).index("by_tenant", ["tenantId"]),
  /** Refused or ignored deliveries, counted by minute so that a flood writes one row. */
  webhookRejections: defineTable({
    /** An instance id, or `global`, or `unknown`. */
    channel: v.string(),
    reason: v.string(),
    minute: v.number(),
    count: v.number(),
  }).index("by_channel_and_reason_and_minute", ["channel", "reason", "minute"]),
};
