/*
 * One conversation per person and number.
 * While it is handed off or taken over, the AI neither generates nor sends in it.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { notify } from "../notifications/model";

const PREVIEW_CHARS = 120;

export type HandoffReason = NonNullable<
  Doc<"conversations">["handoff"]
>["reason"];

/** The conversation of a contact on a number, opened at the first message. */
export async function ensureConversation(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  contactId: Id<"contacts">,
  chatId: string,
): Promise<Doc<"conversations">> {
  const existing = await ctx.db
    .query("conversations")
    .withIndex("by_instance_and_contact", (q) =>
      q.eq("instanceId", instance._id).eq("contactId", contactId),
    )
    .unique();
  if (existing !== null) return existing;
  const conversationId = await ctx.db.insert("conversations", {
    tenantId: instance.tenantId,
    instanceId: instance._id,
    contactId,
    chatId,
    status: "open",
    handoff: null,
    takeover: null,
    openTurnId: null,
    unread: 0,
    lastMessageAt: 0,
    lastMessagePreview: "",
  });
  return requireConversation(ctx, instance.tenantId, conversationId);
}

/** A conversation of this tenant; another tenant's does not exist. */
export async function requireConversation(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  conversationId: Id<"conversations">,
): Promise<Doc<"conversations">> {
  const conversation = await ctx.db.get("conversations", conversationId);
  if (conversation === null || conversation.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Conversation not found.");
  }
  return conversation;
}

/** A page of the tenant's conversations, newest first. */
export async function listConversations(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"conversations">>> {
  return ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_last_message_at", (q) =>
      q.eq("tenantId", tenantId),
    )
    .order("desc")
    .paginate(paginationOpts);
}

/** Whether a human has the conversation, by handoff or takeover, at `now`. */
export function isHeldByHuman(
  conversation: Doc<"conversations">,
  now: number,
): boolean {
  return (
    conversation.handoff !== null ||
    (conversation.takeover !== null && conversation.takeover.until > now)
  );
}

export type LatestMessage = {
  text: string;
  sentAt: number;
  /** Null for messages of the business. */
  inboundChatId: string | null;
};

/** The fields of a conversation that a new message moves; written by the caller in one patch. */
export function latestMessagePatch(
  conversation: Doc<"conversations">,
  message: LatestMessage,
): Partial<Doc<"conversations">> {
  const patch: Partial<Doc<"conversations">> = {};
  if (message.sentAt >= conversation.lastMessageAt) {
    patch.lastMessageAt = message.sentAt;
    patch.lastMessagePreview = message.text.slice(0, PREVIEW_CHARS);
  }
  if (message.inboundChatId !== null) {
    patch.unread = conversation.unread + 1;
    patch.status = "open";
    patch.chatId = message.inboundChatId;
  }
  return patch;
}

export async function patchConversation(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  patch: Partial<Doc<"conversations">>,
): Promise<void> {
  await ctx.db.patch("conversations", conversationId, patch);
}

/** Queues the conversation for a human and tells the business once per request. */
export async function requestHandoff(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  reason: HandoffReason,
  detail: string,
): Promise<void> {
  if (conversation.handoff !== null) return;
  const requestedAt = Date.now();
  await ctx.db.patch("conversations", conversation._id, {
    handoff: { reason, detail: detail.slice(0, 300), requestedAt },
  });
  await notify(
    ctx,
    conversation.tenantId,
    "handoff",
    `${conversation._id}:${String(requestedAt)}`,
    conversation._id,
  );
}

/** A human holds the conversation for `holdMs`; it leaves the handoff queue. */
export async function takeOver(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  by: string,
  holdMs: number,
): Promise<void> {
  await ctx.db.patch("conversations", conversation._id, {
    takeover: { by, until: Date.now() + holdMs },
    handoff: null,
  });
}

/** Gives the conversation back to the AI. */
export async function resumeAi(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
): Promise<void> {
  await ctx.db.patch("conversations", conversationId, {
    takeover: null,
    handoff: null,
  });
}
