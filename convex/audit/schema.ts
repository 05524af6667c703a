import { defineTable } from "convex/server";
import { v } from "convex/values";

export const auditTables = {
  auditEvents: defineTable({
    tenantId: v.union(v.id("tenants"), v.null()),
    /** `user:…`, `operator:…`, `system:…` or `webhook:…`. */
    actor: v.string(),
    action: v.string(),
    target: v.union(v.string(), v.null()),
    reason: v.union(v.string(), v.null()),
    requestId: v.union(v.string(), v.null()),
    ipHash: v.union(v.string(), v.null()),
  }).index("by_tenant", ["tenantId"]),
};
