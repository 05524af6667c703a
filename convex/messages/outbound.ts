import { v } from "convex/values";
import { type ErrorCode } from "../../lib/error-code";
import { appError } from "../../lib/errors";
import { mayClaim } from "../../lib/inbox/presence";
import { isRetryable } from "../../lib/inbox/retryable";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { abandonTurn, getOpenTurn } from "../assistant/turnModel";
import { moveInLabels } from "../conversations/labelModel";
import {
  latestMessagePatch,
  patchConversation,
  requireConversation,
  takeOver,
} from "../conversations/model";
import { peopleOf } from "../conversations/peopleModel";
import { getLock, releaseLock } from "../conversations/presenceModel";
import { tenantMutation } from "../functions";
import { requireInstance, settingsOn } from "../instances/model";
import type { MemberContext } from "../tenants/model";
import { asOutbound, getByIdempotencyKey, insertPaid } from "./model";
import { findObstacle, type Obstacle } from "./obstacleModel";
import { noteRetry, requireMessage } from "./readModel";

const KEY_CHARS = 100;

type Caller = MutationCtx & MemberContext;

/** A person's own message: it takes the conversation over, costs a text and goes through the one sender. */
export const write = tenantMutation({
  permission: "reply",
  action: "send",
  args: {
    conversationId: v.id("conversations"),
    text: v.string(),
    idempotencyKey: v.string(),
    /** Writes although a colleague has the composer. */
    force: v.optional(v.boolean()),
  },
  returns: v.id("messages"),
  handler: async (ctx, args) => {
    const key = args.idempotencyKey;
    if (key.length < 8 || key.length > KEY_CHARS) {
      throw appError("VALIDATION_FAILED", "A key has 8 to 100 characters.");
    }
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      args.conversationId,
    );
    const sameKey = await getByIdempotencyKey(ctx, ctx.tenant._id, key);
    if (sameKey !== null) {
      if (sameKey.conversationId === conversation._id) return sameKey._id;
      throw appError("CONFLICT", "This key was used in another conversation.");
    }
    await passComposer(ctx, conversation, args.force ?? false);
    return sendAsMember(ctx, conversation, {
      text: args.text,
      idempotencyKey: key,
      reason: "manual message",
    });
  },
});

/** Sends the words of a message again that surely did not arrive; once, however often it is asked. */
export const retry = tenantMutation({
  permission: "reply",
  action: "send",
  args: { messageId: v.id("messages") },
  returns: v.id("messages"),
  handler: async (ctx, { messageId }) => {
    const tenantId = ctx.tenant._id;
    const failed = asOutbound(await requireMessage(ctx, tenantId, messageId));
    if (failed === null) throw notRetryable();
    const { reason, retriedBy } = failed.outbound;
    if (retriedBy !== null) return retriedBy;
    const { status } = failed;
    if (!isRetryable({ status, reason, wasRetried: false })) {
      throw notRetryable();
    }
    const conversation = await requireConversation(
      ctx,
      tenantId,
      failed.conversationId,
    );
    const retryId = await sendAsMember(ctx, conversation, {
      text: failed.text,
      idempotencyKey: null,
      reason: "manual retry",
      retryOf: failed._id,
    });
    await noteRetry(ctx, failed, retryId);
    return retryId;
  },
});

function notRetryable() {
  return appError("CONFLICT", "This message is not one to send again.", {
    reason: "not_retryable",
  });
}

/** CONFLICT while a colleague has the composer, unless forced; gives one's own lock back. */
async function passComposer(
  ctx: Caller,
  conversation: Doc<"conversations">,
  force: boolean,
): Promise<void> {
  const me = ctx.membership._id;
  const lock = await getLock(ctx, conversation._id);
  if (lock !== null && !force && !mayClaim(lock, me, Date.now())) {
    const { name } = await peopleOf(ctx, ctx.membership).byId(lock.memberId);
    throw appError("CONFLICT", "A colleague is writing here.", {
      reason: "composer_locked",
      name,
      until: lock.until,
    });
  }
  await releaseLock(ctx, lock, me);
}

type MemberText = {
  text: string;
  idempotencyKey: string | null;
  /** For the ledger. */
  reason: string;
  retryOf?: Id<"messages">;
};

async function sendAsMember(
  ctx: Caller,
  conversation: Doc<"conversations">,
  message: MemberText,
): Promise<Id<"messages">> {
  const obstacle = await findObstacle(ctx, ctx.tenant, conversation);
  if (obstacle !== null) throw appError(...REFUSALS[obstacle]);
  const messageId = await insertPaid(ctx, {
    conversation,
    author: ctx.actor,
    purpose: "manual",
    turn: null,
    ...message,
  });
  if (messageId === null) {
    throw appError("INSUFFICIENT_CREDITS", "Not enough credits to send.");
  }
  const open = await getOpenTurn(ctx, conversation);
  if (open !== null) {
    await abandonTurn(ctx, open, "cancelled", ctx.actor, message.reason);
  }
  await takeOver(ctx, conversation, ctx.actor, ctx.tenant.takeoverMs);
  await noteWritten(ctx, conversation, message.text);
  const { tenantId, instanceId } = conversation;
  const instance = await requireInstance(ctx, tenantId, instanceId);
  await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
    messageId,
    paced: settingsOn(instance, ctx.tenant).pacing === "on",
  });
  return messageId;
}

async function noteWritten(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  text: string,
): Promise<void> {
  const sentAt = Date.now();
  await patchConversation(ctx, conversation._id, {
    ...latestMessagePatch(conversation, { text, sentAt, inboundChatId: null }),
    status: "open",
    snoozedUntil: null,
    unread: 0,
    unreadAt: null,
    readUpTo: Math.max(conversation.readUpTo, conversation.lastMessageAt),
  });
  await moveInLabels(ctx, conversation, sentAt);
}

const REFUSALS: Record<Obstacle, [ErrorCode, string]> = {
  suspended: ["SENDING_DISABLED", "Sending is stopped."],
  sending_stopped: ["SENDING_DISABLED", "Sending is stopped."],
  not_connected: ["INSTANCE_NOT_CONNECTED", "This number is not connected."],
  opted_out: ["CONTACT_OPTED_OUT", "This contact asked not to be written to."],
};
