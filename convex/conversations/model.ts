/*
 * One conversation per person and number.
 * While it is handed off or taken over, the AI neither generates nor sends in it.
 * It is snoozed exactly while `snoozedUntil` is set, unread exactly while `unreadAt` is.
 */
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
    snoozedUntil: null,
    assigneeId: null,
    labelIds: [],
    unread: 0,
    unreadAt: null,
    readUpTo: 0,
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
    patch.unreadAt = Math.max(conversation.unreadAt ?? 0, message.sentAt);
    patch.status = "open";
    patch.snoozedUntil = null;
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
    status: "open",
    snoozedUntil: null,
  });
  await notify(
    ctx,
    conversation.tenantId,
    "handoff",
    `${conversation._id}:${String(requestedAt)}`,
    conversation._id,
    reason,
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

/** Ends what the conversation waits for; the AI answers again from the customer's next message on. */
export async function closeConversation(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
): Promise<void> {
  await ctx.db.patch("conversations", conversation._id, {
    status: "closed",
    snoozedUntil: null,
    handoff: null,
    takeover: null,
    ...readPatch(conversation),
  });
}

/** Puts a closed or snoozed conversation back into the inbox. */
export async function reopenConversation(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
): Promise<void> {
  if (conversation.status === "open") return;
  await ctx.db.patch("conversations", conversation._id, {
    status: "open",
    snoozedUntil: null,
  });
}

/** Takes the conversation out of the inbox until then; the caller schedules the waking. */
export async function snoozeConversation(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  until: number,
): Promise<void> {
  await ctx.db.patch("conversations", conversation._id, {
    status: "snoozed",
    snoozedUntil: until,
    ...readPatch(conversation),
  });
}

/** Ends exactly the snooze that runs until then; one that was ended or changed meanwhile stays. */
export async function wakeConversation(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  until: number,
): Promise<void> {
  const conversation = await ctx.db.get("conversations", conversationId);
  if (conversation?.snoozedUntil !== until) return;
  await reopenConversation(ctx, conversation);
}

function readPatch(
  conversation: Doc<"conversations">,
): Partial<Doc<"conversations">> {
  return {
    unread: 0,
    unreadAt: null,
    readUpTo: Math.max(conversation.readUpTo, conversation.lastMessageAt),
  };
}

/** Everything in the conversation was seen. Writes nothing when it was before. */
export async function markRead(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
): Promise<void> {
  if (conversation.unread === 0) return;
  await ctx.db.patch(
    "conversations",
    conversation._id,
    readPatch(conversation),
  );
}

/** Puts the conversation back among the unread ones, from the message of `sentAt` on. */
export async function markUnreadFrom(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  sentAt: number,
): Promise<void> {
  await ctx.db.patch("conversations", conversation._id, {
    unread: Math.max(1, conversation.unread),
    unreadAt: sentAt,
    readUpTo: Math.min(conversation.readUpTo, sentAt - 1),
  });
}

export async function assign(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  assigneeId: Id<"memberships"> | null,
): Promise<void> {
  await ctx.db.patch("conversations", conversationId, { assigneeId });
}

/** Takes up to `limit` conversations from a member; returns whether more may be left. */
export async function releaseAssigned(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  memberId: Id<"memberships">,
  limit: number,
): Promise<boolean> {
  const assigned = await ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_assignee_and_status_and_last_message_at", (q) =>
      q.eq("tenantId", tenantId).eq("assigneeId", memberId),
    )
    .take(limit);
  for (const { _id } of assigned) await assign(ctx, _id, null);
  return assigned.length === limit;
}

/** Counts the time of a running or past takeover from now again; CONFLICT when nobody took over. */
export async function extendTakeover(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  holdMs: number,
): Promise<void> {
  if (conversation.takeover === null) {
    throw appError("CONFLICT", "Nobody has taken this conversation over.");
  }
  await ctx.db.patch("conversations", conversation._id, {
    takeover: { ...conversation.takeover, until: Date.now() + holdMs },
  });
}

/** Whether anybody ever wrote with this business. */
export async function hasConversation(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<boolean> {
  const newest = await ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_last_message_at", (q) =>
      q.eq("tenantId", tenantId),
    )
    .first();
  return newest !== null;
}
