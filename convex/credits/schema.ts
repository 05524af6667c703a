import { defineTable } from "convex/server";
import { v } from "convex/values";

export const ledgerKind = v.union(
  v.literal("grant"),
  v.literal("top_up"),
  v.literal("refund"),
  v.literal("adjust_up"),
  v.literal("adjust_down"),
  v.literal("expire"),
  v.literal("reserve"),
  v.literal("capture"),
  v.literal("release"),
);

export const actorKind = v.union(
  v.literal("member"),
  v.literal("operator"),
  v.literal("system"),
);

export const account = v.union(
  v.literal("issued"),
  v.literal("available"),
  v.literal("reserved"),
  v.literal("spent"),
  v.literal("adjusted"),
  v.literal("expired"),
);

export const reservationStatus = v.union(
  v.literal("held"),
  v.literal("captured"),
  v.literal("released"),
);

export const ledgerEntryFields = {
  sequence: v.number(),
  kind: ledgerKind,
  credits: v.number(),
  postings: v.array(v.object({ account, credits: v.number() })),
  balanceAfter: v.number(),
  reservedAfter: v.number(),
  actor: v.string(),
  reason: v.string(),
  reference: v.union(v.string(), v.null()),
  idempotencyKey: v.string(),
  reservationId: v.union(v.string(), v.null()),
  createdAt: v.number(),
  previousHash: v.string(),
  hash: v.string(),
};

export const creditTables = {
  wallets: defineTable({
    tenantId: v.id("tenants"),
    balance: v.number(),
    reserved: v.number(),
    sequence: v.number(),
    lastHash: v.string(),
    /** With fewer credits available the business is told, once until it has more again; 0 never tells. */
    lowAt: v.number(),
    /** Whether it was told since the last credits came in. */
    isLow: v.boolean(),
  }).index("by_tenant", ["tenantId"]),
  ledgerEntries: defineTable({
    tenantId: v.id("tenants"),
    ...ledgerEntryFields,
    /** Says no more than `actor`; the statement is filtered by it. */
    actorKind,
  })
    .index("by_tenant_and_sequence", ["tenantId", "sequence"])
    .index("by_tenant_and_kind", ["tenantId", "kind", "sequence"])
    .index("by_tenant_and_actor_kind", ["tenantId", "actorKind", "sequence"])
    .index("by_tenant_and_idempotency_key", ["tenantId", "idempotencyKey"]),
  /** A hold on credits. It is also the job record: what it pays for is watched until it resolves. */
  reservations: defineTable({
    tenantId: v.id("tenants"),
    credits: v.number(),
    status: reservationStatus,
    /** Where its work happens; until there is a message, the open turn there. */
    conversationId: v.id("conversations"),
    messageId: v.union(v.id("messages"), v.null()),
    /** When the watchdog looks at it if it is still held. */
    expiresAt: v.number(),
    /** How often the watchdog has restarted its work. */
    revivals: v.number(),
    resolvedAt: v.union(v.number(), v.null()),
  })
    .index("by_status_and_expires_at", ["status", "expiresAt"])
    .index("by_tenant", ["tenantId"]),
};
