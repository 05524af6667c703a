import { defineTable } from "convex/server";
import { v } from "convex/values";

export const notificationKind = v.union(
  v.literal("handoff"),
  v.literal("credits_empty"),
  v.literal("credits_low"),
  v.literal("number_disconnected"),
  v.literal("number_silent"),
  v.literal("qr_needed"),
  v.literal("other_account_paired"),
  v.literal("outreach_restricted"),
  v.literal("ai_budget_warning"),
  v.literal("ai_budget_reached"),
  v.literal("own_key_failed"),
);

export const notificationTables = {
  notifications: defineTable({
    tenantId: v.id("tenants"),
    kind: notificationKind,
    target: v.union(v.string(), v.null()),
    /** One notification per key, however often its cause repeats. */
    dedupeKey: v.string(),
    /** Why, in one word of the kind: a handoff's reason. */
    detail: v.union(v.string(), v.null()),
    readAt: v.union(v.number(), v.null()),
  })
    // Newest first; the others sort by something else.
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes
    .index("by_tenant", ["tenantId"])
    .index("by_tenant_and_dedupe_key", ["tenantId", "dedupeKey"])
    .index("by_tenant_and_read_at", ["tenantId", "readAt"]),
};
