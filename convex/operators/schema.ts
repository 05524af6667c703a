import { defineTable } from "convex/server";
import { v } from "convex/values";

export const operatorTables = {
  operators: defineTable({
    subject: v.string(),
    email: v.string(),
  }).index("by_subject", ["subject"]),
  /** An operator's look into one business, with its reason; deleted when its time is up. */
  operatorAccesses: defineTable({
    subject: v.string(),
    tenantId: v.id("tenants"),
    reason: v.string(),
    expiresAt: v.number(),
  }).index("by_subject_and_tenant", ["subject", "tenantId"]),
  /** One row while sending is stopped for everyone; none while it is allowed. */
  sendingStops: defineTable({
    actor: v.string(),
    reason: v.string(),
    stoppedAt: v.number(),
  }),
};
