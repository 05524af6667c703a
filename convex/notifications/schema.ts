import { defineTable } from "convex/server";
import { v } from "convex/values";

export const notificationKind = v.union(
  v.literal("handoff"),
  v.literal("credits_empty"),
  v.literal("number_disconnected"),
  v.literal("qr_needed"),
  v.literal("other_account_paired"),
  v.literal("outreach_restricted"),
  v.literal("ai_budget_warning"),
  v.literal("ai_budget_reached"),
);

export const notificationTables = {
  notifications: defineTable({
    tenantId: v.id("tenants"),
    kind: notificationKind,
    target: v.union(v.string(), v.null()),
    /** One notification per key, however often its cause repeats. */
    dedupeKey: v.string(),
    readAt: v.union(v.number(), v.null()),
  }).index("by_tenant_and_dedupe_key", ["tenantId", "dedupeKey"]),
};
