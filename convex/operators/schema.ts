import { defineTable } from "convex/server";
import { v } from "convex/values";
import { tenantStatus } from "../tenants/schema";

/** What bulk work does to each business. */
export const bulkAction = v.union(
  v.object({ kind: v.literal("suspend") }),
  v.object({ kind: v.literal("reactivate") }),
  v.object({ kind: v.literal("ai_budget"), dailyMicros: v.number() }),
  v.object({ kind: v.literal("top_up_notice") }),
);

export const bulkStatus = v.union(
  v.literal("running"),
  v.literal("stopped"),
  v.literal("done"),
);

export const itemStatus = v.union(
  v.literal("pending"),
  v.literal("changed"),
  v.literal("unchanged"),
  v.literal("failed"),
);

const bulkTables = {
  /** Work over many businesses; `bulkItems` says what became of each. */
  bulkJobs: defineTable({
    action: bulkAction,
    reason: v.string(),
    /** `operator:…` of who started it. */
    startedBy: v.string(),
    idempotencyKey: v.string(),
    status: bulkStatus,
    /** Null: the selection is in the items; else the filter they are gathered by. */
    filter: v.union(
      v.object({ status: v.union(tenantStatus, v.null()) }),
      v.null(),
    ),
    /** Creation time of the last business gathered; null once all are. */
    gatheredTo: v.union(v.number(), v.null()),
    total: v.number(),
    changed: v.number(),
    unchanged: v.number(),
    failed: v.number(),
    /** When a batch last committed. */
    advancedAt: v.number(),
    finishedAt: v.union(v.number(), v.null()),
  })
    .index("by_idempotency_key", ["idempotencyKey"])
    .index("by_status_and_advanced_at", ["status", "advancedAt"]),
  bulkItems: defineTable({
    jobId: v.id("bulkJobs"),
    tenantId: v.id("tenants"),
    status: itemStatus,
    /** Why it failed. */
    reason: v.union(v.string(), v.null()),
  })
    // In the order of their gathering; the other sorts by status.
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes
    .index("by_job", ["jobId"])
    .index("by_job_and_status", ["jobId", "status"]),
};

export const operatorTables = {
  operators: defineTable({
    subject: v.string(),
    email: v.string(),
  }).index("by_subject", ["subject"]),
  /** Who may become the first operator, by verified e-mail address. */
  operatorOffers: defineTable({
    email: v.string(),
  }).index("by_email", ["email"]),
  /** An operator's look into one business, with its reason; deleted when its time is up. */
  operatorAccesses: defineTable({
    subject: v.string(),
    tenantId: v.id("tenants"),
    reason: v.string(),
    expiresAt: v.number(),
  }).index("by_subject_and_tenant", ["subject", "tenantId"]),
  /** A conversation an operator reads; worth nothing after its access. */
  operatorLooks: defineTable({
    accessId: v.id("operatorAccesses"),
    conversationId: v.id("conversations"),
    reason: v.string(),
  }).index("by_access_and_conversation", ["accessId", "conversationId"]),
  /** What operators write to each other about a business; the business never sees it. */
  operatorNotes: defineTable({
    tenantId: v.id("tenants"),
    /** `operator:…` of its author. */
    author: v.string(),
    text: v.string(),
  }).index("by_tenant", ["tenantId"]),
  /** One row while sending is stopped for everyone; none while it is allowed. */
  sendingStops: defineTable({
    actor: v.string(),
    reason: v.string(),
    stoppedAt: v.number(),
  }),
  /** The figures the list of businesses is sorted by, counted again every few minutes. */
  tenantOverviews: defineTable({
    tenantId: v.id("tenants"),
    status: tenantStatus,
    available: v.number(),
    /** Messages in and out of the last seven days. */
    messages: v.number(),
    /** Sends that failed in the last seven days. */
    errors: v.number(),
    /** Newest message; 0 before the first. */
    lastMessageAt: v.number(),
  })
    .index("by_tenant", ["tenantId"])
    .index("by_available", ["available"])
    .index("by_messages", ["messages"])
    .index("by_errors", ["errors"])
    .index("by_last_message_at", ["lastMessageAt"])
    .index("by_status_and_available", ["status", "available"])
    .index("by_status_and_messages", ["status", "messages"])
    .index("by_status_and_errors", ["status", "errors"])
    .index("by_status_and_last_message_at", ["status", "lastMessageAt"]),
  ...bulkTables,
};
