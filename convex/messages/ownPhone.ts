import { type Infer, v } from "convex/values";
import { threadInstant } from "../../lib/messages/order";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { abandonTurn, getOpenTurn } from "../assistant/turnModel";
import { ensureContact } from "../contacts/model";
import {
  ensureConversation,
  latestMessagePatch,
  patchConversation,
  takeOver,
} from "../conversations/model";
import { internalMutation } from "../functions";
import { getInstance } from "../instances/model";
import { requireTenant } from "../tenants/model";
import { takeAcks } from "./ackModel";
import { applyDelivery, setObservedStatus } from "./deliveryModel";
import {
  asOutbound,
  insertObserved,
  listRecent,
  type OutboundMessage,
} from "./model";
import { wahaMessage } from "./schema";

const ECHO_CANDIDATES = 10;

/** A message that left the business's number and is not known by its id: our own echo under another id, or a person at the phone. */
export const observe = internalMutation({
  args: { instanceId: v.id("instances"), message: wahaMessage },
  returns: v.null(),
  handler: async (ctx, { instanceId, message }) => {
    const instance = await getInstance(ctx, instanceId);
    if (instance === null) return null;
    const tenant = await requireTenant(ctx, instance.tenantId);
    const contact = await ensureContact(ctx, tenant._id, {
      phone: message.phone,
      lid: message.lid,
      chatId: message.chatId,
      name: null,
      at: message.sentAt,
    });
    if (contact === null) return null;
    const conversation = await ensureConversation(
      ctx,
      instance,
      contact._id,
      message.chatId,
    );
    const ours = await findUnconfirmed(ctx, conversation, message.text);
    if (ours !== null) {
      await applyDelivery(ctx, ours, { kind: "echoed" }, {}, message.bareId);
      return null;
    }
    await store(ctx, conversation, message);
    const isFresh = Date.now() - message.sentAt <= tenant.maxAnswerAgeMs;
    if (message.source !== "api" && isFresh) {
      await pauseAi(ctx, conversation, tenant.takeoverMs);
    }
    return null;
  },
});

async function store(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  message: Infer<typeof wahaMessage>,
): Promise<void> {
  const stored = await insertObserved(ctx, conversation, {
    tenantId: conversation.tenantId,
    instanceId: conversation.instanceId,
    conversationId: conversation._id,
    direction: "outbound",
    externalId: message.bareId,
    chatId: message.chatId,
    author: message.source === "api" ? "api" : "phone",
    text: message.text,
    messageType: message.messageType,
    media: message.media,
    status: "sent",
    sentAt: threadInstant(message.sentAt, Date.now()),
  });
  if (typeof stored.media?.path === "string") {
    await ctx.scheduler.runAfter(0, internal.messages.files.keep, {
      messageId: stored._id,
      attempt: 0,
    });
  }
  await applyWaitingAcks(ctx, stored);
  await patchConversation(
    ctx,
    conversation._id,
    latestMessagePatch(conversation, {
      text: message.text,
      sentAt: threadInstant(message.sentAt, Date.now()),
      inboundChatId: null,
    }),
  );
}

/** One of ours whose send was not confirmed yet, recognised by its words. */
async function findUnconfirmed(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  text: string,
): Promise<OutboundMessage | null> {
  const recent = await listRecent(ctx, conversation._id, ECHO_CANDIDATES);
  for (const message of recent) {
    const outbound = asOutbound(message);
    if (outbound === null || outbound.text !== text.trim()) continue;
    if (outbound.status === "sending" || outbound.status === "unknown") {
      return outbound;
    }
  }
  return null;
}

async function applyWaitingAcks(
  ctx: MutationCtx,
  message: Doc<"messages">,
): Promise<void> {
  for (const level of await takeAcks(
    ctx,
    message.instanceId,
    message.externalId,
  )) {
    await setObservedStatus(ctx, message, { kind: "acked", level });
  }
}

async function pauseAi(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  holdMs: number,
): Promise<void> {
  const open = await getOpenTurn(ctx, conversation);
  if (open !== null) {
    await abandonTurn(
      ctx,
      open,
      "cancelled",
      "system:takeover",
      "phone takeover",
    );
  }
  await takeOver(ctx, conversation, "phone", holdMs);
}
