import { defineTable } from "convex/server";
import { v } from "convex/values";
import { LABEL_COLORS } from "../../lib/conversations/labels";

const handoffReason = v.union(
  v.literal("customer_asked"),
  v.literal("model_asked"),
  v.literal("answer_refused"),
  v.literal("model_failed"),
  v.literal("no_credits"),
  v.literal("budget_reached"),
  v.literal("answer_limit"),
  v.literal("unsupported_content"),
  v.literal("send_failed"),
);

/** Set while the conversation waits for a human; the AI is silent. */
export const handoff = v.union(
  v.object({
    reason: handoffReason,
    detail: v.string(),
    requestedAt: v.number(),
  }),
  v.null(),
);

/** Set while a human holds the conversation; the AI is silent until then. */
export const takeover = v.union(
  v.object({ by: v.string(), until: v.number() }),
  v.null(),
);

export const conversationStatus = v.union(
  v.literal("open"),
  v.literal("snoozed"),
  v.literal("closed"),
);

export const labelColor = v.union(
  ...LABEL_COLORS.map((color) => v.literal(color)),
);

/** What a customer does right now. */
export const customerDoing = v.union(
  v.literal("typing"),
  v.literal("recording"),
);

export const conversationTables = {
  /** One person on one number. */
  conversations: defineTable({
    tenantId: v.id("tenants"),
    instanceId: v.id("instances"),
    contactId: v.id("contacts"),
    /** The chat id that wrote last; answers go there. */
    chatId: v.string(),
    status: conversationStatus,
    /** Present exactly while snoozed. */
    snoozedUntil: v.union(v.number(), v.null()),
    handoff,
    takeover,
    /** The turn whose answer can still be superseded. */
    openTurnId: v.union(v.id("turns"), v.null()),
    /** When a keyword last activated the AI here, when the away text last left, and how often the AI answered. */
    automation: v.optional(
      v.object({
        keywordAt: v.union(v.number(), v.null()),
        awayAt: v.union(v.number(), v.null()),
        answers: v.optional(
          v.object({
            day: v.string(),
            ofDay: v.number(),
            windowStartedAt: v.number(),
            inWindow: v.number(),
          }),
        ),
      }),
    ),
    assigneeId: v.union(v.id("memberships"), v.null()),
    labelIds: v.array(v.id("labels")),
    unread: v.number(),
    /** Time of the newest message nobody read yet; null exactly while `unread` is 0. */
    unreadAt: v.union(v.number(), v.null()),
    /** Messages up to here were read. */
    readUpTo: v.number(),
    lastMessageAt: v.number(),
    lastMessagePreview: v.string(),
  })
    .index("by_instance_and_contact", ["instanceId", "contactId"])
    .index("by_contact", ["contactId"])
    .index("by_tenant_and_last_message_at", ["tenantId", "lastMessageAt"])
    .index("by_tenant_and_status_and_last_message_at", [
      "tenantId",
      "status",
      "lastMessageAt",
    ])
    .index("by_tenant_and_assignee_and_status_and_last_message_at", [
      "tenantId",
      "assigneeId",
      "status",
      "lastMessageAt",
    ])
    .index("by_tenant_and_status_and_requested_at", [
      "tenantId",
      "status",
      "handoff.requestedAt",
    ])
    .index("by_instance_and_status_and_last_message_at", [
      "instanceId",
      "status",
      "lastMessageAt",
    ])
    .index("by_tenant_and_unread_at", ["tenantId", "unreadAt"]),
  /** How many conversations of each kind an assignee has; null: those of nobody. */
  conversationCounts: defineTable({
    tenantId: v.id("tenants"),
    assigneeId: v.union(v.id("memberships"), v.null()),
    open: v.number(),
    waiting: v.number(),
    snoozed: v.number(),
    closed: v.number(),
  }).index("by_tenant_and_assignee", ["tenantId", "assigneeId"]),
  labels: defineTable({
    tenantId: v.id("tenants"),
    name: v.string(),
    color: labelColor,
  }).index("by_tenant_and_name", ["tenantId", "name"]),
  /** The conversations of a label, by the customer's or the business's last word in them. */
  conversationLabels: defineTable({
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    labelId: v.id("labels"),
    lastMessageAt: v.number(),
  })
    .index("by_label_and_last_message_at", ["labelId", "lastMessageAt"])
    .index("by_conversation", ["conversationId"]),
  /** What members write to each other; never sent. */
  conversationNotes: defineTable({
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    /** `user:…` of its author. */
    author: v.string(),
    text: v.string(),
    editedAt: v.union(v.number(), v.null()),
  }).index("by_conversation", ["conversationId"]),
  cannedReplies: defineTable({
    tenantId: v.id("tenants"),
    shortcut: v.string(),
    title: v.string(),
    body: v.string(),
  }).index("by_tenant_and_shortcut", ["tenantId", "shortcut"]),
  /** A member who looks at a conversation; gone when it is not renewed. */
  presences: defineTable({
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    memberId: v.id("memberships"),
    isTyping: v.boolean(),
    expiresAt: v.number(),
  })
    .index("by_conversation_and_member", ["conversationId", "memberId"])
    .index("by_expires_at", ["expiresAt"]),
  /** A customer who is writing; gone when WhatsApp does not repeat it. */
  customerTypings: defineTable({
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    doing: customerDoing,
    expiresAt: v.number(),
  })
    .index("by_conversation", ["conversationId"])
    .index("by_expires_at", ["expiresAt"]),
  /** Who has a conversation's composer; one row per conversation. */
  composerLocks: defineTable({
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    memberId: v.id("memberships"),
    until: v.number(),
  })
    .index("by_conversation", ["conversationId"])
    .index("by_until", ["until"]),
};
