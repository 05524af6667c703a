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

export const planId = v.union(
  v.literal("starter"),
  v.literal("growth"),
  v.literal("scale"),
);

export const lot = v.object({ plan: planId, credits: v.number() });

export const checkStatus = v.union(
  v.literal("running"),
  v.literal("in_order"),
  v.literal("wrong"),
  /** Ended by a person. */
  v.literal("stopped"),
  /** It stopped reporting; nothing is known. */
  v.literal("lost"),
);

export const checkPart = v.union(
  v.literal("entries"),
  v.literal("reservations"),
  v.literal("messages"),
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
    /** The entry that left nothing since the last credits came in; 0 for a wallet that never had any. */
    emptySince: v.union(v.number(), v.null()),
    /** Everything that ever came in less what was taken away; with the balance it says what was charged. */
    issued: v.number(),
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
  /** A tenant's plan: at most one row each. */
  tenantPlans: defineTable({
    tenantId: v.id("tenants"),
    /** What the next period gets; null ends with this one. */
    plan: v.union(planId, v.null()),
    /** The credits of the running period's grant, with what rolled over; null without one. */
    lot: v.union(lot, v.null()),
    /** What the tenant had been charged in all when the lot was given. */
    chargedBefore: v.number(),
    /** End of the last period that was settled, when the next is due; null when nothing is. */
    dueAt: v.union(v.number(), v.null()),
  })
    .index("by_tenant", ["tenantId"])
    .index("by_plan", ["plan"])
    .index("by_due_at", ["dueAt"]),
  /** One reconciliation of all tenants. */
  booksRuns: defineTable({
    /** Who started it. */
    actor: v.string(),
    status: v.union(
      v.literal("running"),
      v.literal("done"),
      v.literal("stopped"),
    ),
    /** Creation time of the last tenant that was taken up. */
    after: v.number(),
    checked: v.number(),
    wrong: v.number(),
    lost: v.number(),
    finishedAt: v.union(v.number(), v.null()),
  }).index("by_status", ["status"]),
  /** One check of one tenant's books; also the job record of its batches. */
  booksChecks: defineTable({
    tenantId: v.id("tenants"),
    runId: v.union(v.id("booksRuns"), v.null()),
    actor: v.string(),
    status: checkStatus,
    part: checkPart,
    /** Where the next batch of a part begins; the ledger goes by `entries`. */
    cursor: v.union(v.string(), v.null()),
    /** Entries, reservations and messages looked at so far. */
    entries: v.number(),
    reservations: v.number(),
    messages: v.number(),
    /** What the ledger says after the last entry that was looked at. */
    balance: v.number(),
    reserved: v.number(),
    issued: v.number(),
    lastHash: v.string(),
    findings: v.number(),
    firstWrongEntry: v.union(v.number(), v.null()),
    /** When the last batch ended. */
    reportedAt: v.number(),
    finishedAt: v.union(v.number(), v.null()),
  })
    .index("by_tenant", ["tenantId"])
    // In the order they were made; the other sorts by outcome first.
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes
    .index("by_run", ["runId"])
    .index("by_run_and_status", ["runId", "status"])
    .index("by_status_and_reported_at", ["status", "reportedAt"]),
  /** What a check found wrong, the ledger's first; as many as are worth reading. */
  booksFindings: defineTable({
    tenantId: v.id("tenants"),
    checkId: v.id("booksChecks"),
    check: v.string(),
    entry: v.union(v.number(), v.null()),
    subject: v.union(v.string(), v.null()),
    detail: v.string(),
  }).index("by_check", ["checkId"]),
};
