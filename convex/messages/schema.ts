import { defineTable } from "convex/server";
import { v } from "convex/values";

export const deliveryStatus = v.union(
  v.literal("queued"),
  v.literal("sending"),
  v.literal("sent"),
  v.literal("delivered"),
  v.literal("read"),
  v.literal("failed"),
  v.literal("unknown"),
  v.literal("blocked"),
);

export const messageStatus = v.union(v.literal("received"), deliveryStatus);

export const sendPurpose = v.union(
  v.literal("ai_reply"),
  v.literal("manual"),
  v.literal("welcome"),
  v.literal("handoff_notice"),
  v.literal("fallback"),
  v.literal("consent_confirmation"),
);

export const ackLevel = v.union(
  v.literal("error"),
  v.literal("pending"),
  v.literal("server"),
  v.literal("device"),
  v.literal("read"),
  v.literal("played"),
);

export const media = v.object({
  mimetype: v.union(v.string(), v.null()),
  filename: v.union(v.string(), v.null()),
  path: v.union(v.string(), v.null()),
});

/** A message's media as we keep it. */
export const storedMedia = v.object({
  ...media.fields,
  /** Our own copy: the gateway forgets its file after minutes. */
  storageId: v.union(v.id("_storage"), v.null()),
});

/** Present on everything that goes through the sender. */
export const outboundState = v.object({
  purpose: sendPurpose,
  /** Null once superseded: the hold went on to the newer answer. */
  reservationId: v.union(v.id("reservations"), v.null()),
  turnId: v.union(v.id("turns"), v.null()),
  /** The turn's version this answer belongs to; a newer one supersedes it. */
  turnVersion: v.number(),
  attempts: v.number(),
  claimedAt: v.union(v.number(), v.null()),
  /** Why it is failed, blocked or unknown. */
  reason: v.union(v.string(), v.null()),
  unknownCause: v.union(
    v.literal("server_error"),
    v.literal("lost_answer"),
    v.null(),
  ),
  refunded: v.boolean(),
  unbilled: v.boolean(),
  /** The failed message whose words a person sent again with this one. */
  retryOf: v.union(v.id("messages"), v.null()),
  /** The one message that sends these words again. */
  retriedBy: v.union(v.id("messages"), v.null()),
});

export const retentionPart = v.union(
  v.literal("inbound"),
  v.literal("outbound"),
  v.literal("previews"),
);

export const messageTables = {
  messages: defineTable({
    tenantId: v.id("tenants"),
    instanceId: v.id("instances"),
    conversationId: v.id("conversations"),
    direction: v.union(v.literal("inbound"), v.literal("outbound")),
    /** WhatsApp's bare message id; ours is chosen before the send. */
    externalId: v.string(),
    chatId: v.string(),
    author: v.string(),
    text: v.string(),
    messageType: v.string(),
    media: v.union(storedMedia, v.null()),
    status: messageStatus,
    /** Time on the sender's side, in ms; orders a thread. */
    sentAt: v.number(),
    /**
     * Time of the conversation's newest message when this one came after it, 0
     * for the first of all; absent on one that came late, behind newer ones.
     */
    previousAt: v.optional(v.number()),
    idempotencyKey: v.union(v.string(), v.null()),
    outbound: v.union(outboundState, v.null()),
  })
    .index("by_instance_and_external_id", ["instanceId", "externalId"])
    .index("by_conversation_and_sent_at", ["conversationId", "sentAt"])
    .index("by_tenant_and_idempotency_key", ["tenantId", "idempotencyKey"])
    .index("by_tenant_and_direction", ["tenantId", "direction"])
    .searchIndex("search_text", {
      searchField: "text",
      filterFields: ["tenantId"],
    }),
  /** Acknowledgements that overtook their message. */
  pendingAcks: defineTable({
    instanceId: v.id("instances"),
    externalId: v.string(),
    level: ackLevel,
  }).index("by_instance_and_external_id", ["instanceId", "externalId"]),
  /** How far retention has emptied a tenant's messages. */
  retentionMarks: defineTable({
    tenantId: v.id("tenants"),
    part: retentionPart,
    /** Creation time of the newest emptied message, or time of the newest emptied preview. */
    upTo: v.number(),
  }).index("by_tenant_and_part", ["tenantId", "part"]),
};

/** A parsed WAHA message, as `lib/whatsapp/event` returns it. */
export const wahaMessage = v.object({
  bareId: v.string(),
  chatId: v.string(),
  chatKind: v.union(
    v.literal("direct"),
    v.literal("group"),
    v.literal("status"),
    v.literal("newsletter"),
    v.literal("broadcast"),
    v.literal("unknown"),
  ),
  fromMe: v.boolean(),
  source: v.union(v.literal("app"), v.literal("api"), v.null()),
  sentAt: v.number(),
  text: v.string(),
  messageType: v.string(),
  media: v.union(media, v.null()),
  phone: v.union(v.string(), v.null()),
  lid: v.union(v.string(), v.null()),
  pushName: v.union(v.string(), v.null()),
  replyToId: v.union(v.string(), v.null()),
});

const refusedFields = {
  ok: v.literal(false),
  retryable: v.boolean(),
  reason: v.string(),
  retryAfterMs: v.optional(v.number()),
};

/** What `sendText` of the WAHA client returns. */
/** A message that was taken for sending, as the gateway is asked. */
export const claimed = v.object({
  session: v.string(),
  chatId: v.string(),
  text: v.string(),
  externalId: v.string(),
});

export const sendOutcome = v.union(
  v.object({ ok: v.literal(true), bareId: v.string() }),
  v.object({ ...refusedFields, certainty: v.literal("not_sent") }),
  v.object({ ...refusedFields, certainty: v.literal("unknown") }),
);
