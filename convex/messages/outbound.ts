import { v } from "convex/values";
import { decideSend } from "../../lib/consent/policy";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { abandonTurn, getOpenTurn } from "../assistant/turnModel";
import { requireContact } from "../contacts/model";
import {
  latestMessagePatch,
  patchConversation,
  requireConversation,
  takeOver,
} from "../conversations/model";
import { tenantMutation } from "../functions";
import { isReachable, requireInstance } from "../instances/model";
import { isSendingStopped } from "../operators/model";
import { getByIdempotencyKey, insertPaid } from "./model";

const KEY_CHARS = 100;

/** A person's own message: it takes the conversation over, costs a text and goes through the one sender. */
export const write = tenantMutation({
  permission: "reply",
  args: {
    conversationId: v.id("conversations"),
    text: v.string(),
    idempotencyKey: v.string(),
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
    await requireSendable(ctx, ctx.tenant, conversation);
    const messageId = await insertPaid(ctx, {
      conversation,
      author: ctx.actor,
      text: args.text,
      purpose: "manual",
      idempotencyKey: key,
      turn: null,
      reason: "manual message",
    });
    if (messageId === null) {
      throw appError("INSUFFICIENT_CREDITS", "Not enough credits to send.");
    }
    const open = await getOpenTurn(ctx, conversation);
    if (open !== null) {
      await abandonTurn(ctx, open, "cancelled", ctx.actor, "manual message");
    }
    await takeOver(ctx, conversation, ctx.actor, ctx.tenant.takeoverMs);
    await patchConversation(ctx, conversation._id, {
      ...latestMessagePatch(conversation, {
        text: args.text,
        sentAt: Date.now(),
        inboundChatId: null,
      }),
      unread: 0,
    });
    await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
      messageId,
      paced: ctx.tenant.pacing === "on",
    });
    return messageId;
  },
});

async function requireSendable(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  conversation: Doc<"conversations">,
): Promise<void> {
  if (tenant.status === "suspended" || (await isSendingStopped(ctx))) {
    throw appError("SENDING_DISABLED", "Sending is stopped.");
  }
  const instance = await requireInstance(
    ctx,
    tenant._id,
    conversation.instanceId,
  );
  if (!isReachable(instance)) {
    throw appError("INSTANCE_NOT_CONNECTED", "This number is not connected.");
  }
  const contact = await requireContact(ctx, tenant._id, conversation.contactId);
  const consent = decideSend(contact.consent, "manual");
  if (!consent.allowed) {
    throw appError(consent.code, "This contact asked not to be written to.");
  }
}
