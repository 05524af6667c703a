import { defineTable } from "convex/server";
import { v } from "convex/values";

const handoffReason = v.union(
  v.literal("customer_asked"),
  v.literal("model_asked"),
  v.literal("answer_refused"),
  v.literal("model_failed"),
  v.literal("no_credits"),
  v.literal("budget_reached"),
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

export const conversationTables = {
  /** One person on one number. */
  conversations: defineTable({
    tenantId: v.id("tenants"),
    instanceId: v.id("instances"),
    contactId: v.id("contacts"),
    /** The chat id that wrote last; answers go there. */
    chatId: v.string(),
    status: v.union(v.literal("open"), v.literal("closed")),
    handoff,
    takeover,
    /** The turn whose answer can still be superseded. */
    openTurnId: v.union(v.id("turns"), v.null()),
    unread: v.number(),
    lastMessageAt: v.number(),
    lastMessagePreview: v.string(),
  })
    .index("by_instance_and_contact", ["instanceId", "contactId"])
    .index("by_tenant_and_last_message_at", ["tenantId", "lastMessageAt"]),
};
