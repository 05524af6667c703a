import { defineTable } from "convex/server";
import { v } from "convex/values";

/** A report of refusals that the web server did not write. */
export const forgedReport = "forged_report";

/** Why the web server refused a call. */
export const webRefusalReason = v.union(
  v.literal("unauthenticated"),
  v.literal("foreign_site"),
  v.literal("rate_limited"),
  v.literal(forgedReport),
);

/* eslint-disable @convex-dev/no-duplicate-indexes -- lists are in the order of time, which only an index on exactly their filters has */
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
  })
    .index("by_tenant", ["tenantId"])
    .index("by_actor", ["actor"])
    .index("by_action", ["action"])
    .index("by_tenant_and_actor", ["tenantId", "actor"])
    .index("by_tenant_and_action", ["tenantId", "action"])
    .index("by_actor_and_action", ["actor", "action"])
    .index("by_tenant_and_actor_and_action", ["tenantId", "actor", "action"]),
  /** Events that have no place in their chain yet. */
  auditPending: defineTable({ eventId: v.id("auditEvents") }),
  /** An event's place in its chain; written once, never changed. */
  auditSeals: defineTable({
    /** A tenant's id, or `platform`. */
    chain: v.string(),
    eventId: v.id("auditEvents"),
    sequence: v.number(),
    previousHash: v.string(),
    hash: v.string(),
  })
    .index("by_chain_and_sequence", ["chain", "sequence"])
    .index("by_event", ["eventId"]),
  /** Where each chain ends. */
  auditHeads: defineTable({
    chain: v.string(),
    sequence: v.number(),
    hash: v.string(),
  }).index("by_chain", ["chain"]),
  /** How many sealed events each month has of each action, and how many deliveries were refused in it. */
  auditMonths: defineTable({
    /** As `2026-11`, in UTC. */
    month: v.string(),
    action: v.string(),
    count: v.number(),
  }).index("by_month_and_action", ["month", "action"]),
  /** Sessions the server has seen; the first sight of each is audited. */
  auditSessions: defineTable({
    subject: v.string(),
    sessionId: v.string(),
  })
    .index("by_subject", ["subject"])
    .index("by_subject_and_session", ["subject", "sessionId"]),
  /** What people were refused, counted by minute so that a flood writes few rows. */
  accessDenials: defineTable({
    subject: v.string(),
    tenantId: v.union(v.id("tenants"), v.null()),
    kind: v.union(v.literal("permission"), v.literal("foreign_id")),
    functionName: v.string(),
    minute: v.number(),
    count: v.number(),
  })
    .index("by_subject_and_minute", ["subject", "minute"])
    .index("by_minute", ["minute"]),
  /** What the web server refused by itself, counted by minute. */
  webRefusals: defineTable({
    /** `user:…`, `address:` and its hash, or `others`. */
    source: v.string(),
    reason: webRefusalReason,
    minute: v.number(),
    count: v.number(),
  }).index("by_minute", ["minute"]),
  /** How far the reports of each process of the web server were taken. */
  webReporters: defineTable({
    reporter: v.string(),
    sequence: v.number(),
    heardAt: v.number(),
  })
    .index("by_reporter", ["reporter"])
    .index("by_heard_at", ["heardAt"]),
};
