import { defineTable } from "convex/server";
import { v } from "convex/values";
import {
  answerDecision,
  composedOutcome,
  runFields,
} from "../assistant/schema";

const tenantId = v.union(v.id("tenants"), v.null());
const instanceId = v.union(v.id("instances"), v.null());

export const letterStatus = v.union(
  v.literal("open"),
  v.literal("applied"),
  v.literal("discarded"),
);

const failedTurnStatus = v.union(
  v.literal("open"),
  v.literal("retried"),
  /** A person, or a later answer, was there first. */
  v.literal("handled"),
);

/** What a bulk attempt tries again. */
export const redriveKind = v.union(
  v.literal("dead_letters"),
  v.literal("failed_turns"),
);

export const redriveStatus = v.union(
  v.literal("running"),
  v.literal("done"),
  v.literal("stopped"),
);

export const replayFields = {
  /** What the rules say to the message under today's settings, as if it came now for the first time. */
  decision: answerDecision,
  /** Why the activation rules kept the AI silent. */
  inactiveReason: v.union(v.string(), v.null()),
  /** Whether a human has the conversation now, whatever the decision. */
  isHeld: v.boolean(),
  /** Credits it would cost, and whether they are there. */
  credits: v.number(),
  isAffordable: v.boolean(),
  status: v.union(
    v.literal("pending"),
    v.literal("done"),
    v.literal("failed"),
    v.literal("budget_reached"),
  ),
  /** Null when no model was asked, or has not answered yet. */
  outcome: v.union(composedOutcome, v.null()),
  run: v.union(v.object(runFields), v.null()),
};

export const webhookTables = {
  /** Authentic deliveries that could not be applied, kept for a person to look at. */
  deadLetters: defineTable({
    tenantId,
    instanceId,
    reason: v.string(),
    body: v.string(),
    /** Whether `body` is all that came; only then it can be tried again. */
    isWhole: v.boolean(),
    /** SHA-256 of all that came: the gateway repeats what it could not deliver. */
    bodyHash: v.string(),
    /** How often the same body came. */
    count: v.number(),
    status: letterStatus,
    attempts: v.number(),
    /** What the last attempt came to. */
    outcome: v.union(v.string(), v.null()),
    resolvedAt: v.union(v.number(), v.null()),
    resolvedBy: v.union(v.string(), v.null()),
  })
    // In the order of their coming; the other sorts by status.
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes
    .index("by_tenant", ["tenantId"])
    .index("by_tenant_and_status", ["tenantId", "status"])
    .index("by_status", ["status"])
    .index("by_body_hash", ["bodyHash"]),
  /** Refused or ignored deliveries, counted by minute so that a flood writes one row. */
  webhookRejections: defineTable({
    tenantId,
    instanceId,
    /** An instance id, or `global`, or `unknown`. */
    channel: v.string(),
    reason: v.string(),
    minute: v.number(),
    count: v.number(),
  })
    .index("by_channel_and_reason_and_minute", ["channel", "reason", "minute"])
    .index("by_minute", ["minute"])
    .index("by_tenant", ["tenantId"]),
  /** Deliveries that ended at a message: repeats of it, and messages that had to be fetched. */
  webhookDeliveries: defineTable({
    tenantId: v.id("tenants"),
    instanceId: v.id("instances"),
    messageId: v.id("messages"),
    kind: v.union(v.literal("duplicate"), v.literal("backfilled")),
  })
    .index("by_message_and_kind", ["messageId", "kind"])
    .index("by_tenant_and_kind", ["tenantId", "kind"])
    .index("by_kind", ["kind"]),
  /** How many messages a number's webhook took in of late, and when it last did. */
  webhookBuckets: defineTable({
    instanceId: v.id("instances"),
    startedAt: v.number(),
    count: v.number(),
    previous: v.number(),
    heardAt: v.number(),
  }).index("by_instance", ["instanceId"]),
  /** Dead letters or failed answers tried again in bulk. */
  redriveRuns: defineTable({
    kind: redriveKind,
    /** Null: of every business. */
    tenantId,
    /** Failed answers with exactly this detail; null: with any. */
    detail: v.union(v.string(), v.null()),
    actor: v.string(),
    /** Null: a member of the business, who is not asked why. */
    reason: v.union(v.string(), v.null()),
    status: redriveStatus,
    /** What came up to here is meant, in order of its coming. */
    upTo: v.number(),
    /** Creation time of the last one that was tried. */
    cursor: v.number(),
    /** Batches so far; one that was asked for before another ran does nothing. */
    step: v.number(),
    tried: v.number(),
    applied: v.number(),
    /** How many were open when it began; more are not counted. */
    total: v.number(),
    /** When a batch last committed. */
    advancedAt: v.number(),
  })
    .index("by_kind_and_tenant", ["kind", "tenantId"])
    .index("by_status_and_advanced_at", ["status", "advancedAt"]),
  /** Conversations that went to a human because no model answered. */
  failedTurns: defineTable({
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    detail: v.string(),
    status: failedTurnStatus,
    /** What trying again came to. */
    outcome: v.union(v.string(), v.null()),
    resolvedBy: v.union(v.string(), v.null()),
  })
    // In the order of their coming; the others sort by detail.
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes
    .index("by_tenant_and_status", ["tenantId", "status"])
    .index("by_tenant_and_status_and_detail", ["tenantId", "status", "detail"])
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes
    .index("by_status", ["status"])
    .index("by_status_and_detail", ["status", "detail"])
    .index("by_conversation", ["conversationId"]),
  /** A message looked at again under today's settings; nothing of it is ever sent. */
  replays: defineTable({
    tenantId: v.id("tenants"),
    messageId: v.id("messages"),
    conversationId: v.id("conversations"),
    actor: v.string(),
    ...replayFields,
  })
    .index("by_message", ["messageId"])
    .index("by_conversation", ["conversationId"]),
};
