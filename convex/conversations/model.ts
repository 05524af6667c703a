/*
 * One conversation per person and number.
 * While it is handed off or taken over, the AI neither generates nor sends in it.
 * It is snoozed exactly while `snoozedUntil` is set, unread exactly while `unreadAt` is.
 */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { notify } from "../notifications/model";
import { keepFailedTurn } from "../webhooks/failedTurnModel";
import { COUNTED_FIELDS, moveCount } from "./countModel";

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
  const conversation = await requireConversation(
    ctx,
    instance.tenantId,
    conversationId,
  );
  await moveCount(ctx, null, conversation);
  return conversation;
}

/** A conversation that may be gone, whosever it is; the caller decides who sees it. */
export async function getConversation(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
): Promise<Doc<"conversations"> | null> {
  return ctx.db.get("conversations", conversationId);
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
    if (conversation.status !== "open") {
      patch.status = "open";
      patch.snoozedUntil = null;
    }
    patch.chatId = message.inboundChatId;
  }
  return patch;
}

/** Writes to a conversation; the counts follow. What nothing counts by is written without a read. */
export async function patchConversation(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  patch: Partial<Doc<"conversations">>,
): Promise<void> {
  const before = COUNTED_FIELDS.some((field) => field in patch)
    ? await ctx.db.get("conversations", conversationId)
    : null;
  await ctx.db.patch("conversations", conversationId, patch);
  if (before !== null) await moveCount(ctx, before, { ...before, ...patch });
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
  await patchConversation(ctx, conversation._id, {
    handoff: { reason, detail: detail.slice(0, 300), requestedAt },
    status: "open",
    snoozedUntil: null,
  });
  if (reason === "model_failed")
    await keepFailedTurn(ctx, conversation, detail);
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
  await patchConversation(ctx, conversation._id, {
    takeover: { by, until: Date.now() + holdMs },
    handoff: null,
  });
}

/** Gives the conversation back to the AI. */
export async function resumeAi(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
): Promise<void> {
  await patchConversation(ctx, conversationId, {
    takeover: null,
    handoff: null,
  });
}

export async function assign(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  assigneeId: Id<"memberships"> | null,
): Promise<void> {
  await patchConversation(ctx, conversationId, { assigneeId });
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
  await patchConversation(ctx, conversation._id, {
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
