import { type Infer, v } from "convex/values";
import { threadInstant } from "../../lib/messages/order";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { ensureContact } from "../contacts/model";
import { moveInLabels } from "../conversations/labelModel";
import {
  ensureConversation,
  latestMessagePatch,
  patchConversation,
} from "../conversations/model";
import { internalMutation } from "../functions";
import { channel, resolveInstance } from "../instances/channelModel";
import { noteAlive, settingsOn } from "../instances/model";
import { isSuspended, requireTenant } from "../tenants/model";
import { admit, countIgnored, noteDelivery } from "../webhooks/model";
import { applyDelivery } from "./deliveryModel";
import { asOutbound, getByExternalId, insertObserved } from "./model";
import { respond } from "./response";
import { wahaMessage } from "./schema";

type Message = Infer<typeof wahaMessage>;

const outcome = v.union(
  v.literal("accepted"),
  v.literal("duplicate"),
  v.literal("echo"),
  v.literal("ignored"),
  v.object({ retryAfterMs: v.number() }),
);

/** Takes in a customer's message once: contact, consent, conversation, hold and turn commit together. */
export const receive = internalMutation({
  args: {
    channel,
    session: v.string(),
    message: wahaMessage,
    /** Fetched from the gateway's own list, which no rate limit is for. */
    isBackfill: v.optional(v.boolean()),
  },
  returns: outcome,
  handler: async (ctx, args): Promise<Infer<typeof outcome>> => {
    const { message } = args;
    const instance = await resolveInstance(ctx, args.channel, args.session);
    if (instance === null) return "ignored";
    const isBackfill = args.isBackfill === true;
    if (!isBackfill) {
      const admission = await admit(ctx, instance);
      if (!admission.ok) return { retryAfterMs: admission.retryAfterMs };
    }
    if (message.chatKind !== "direct") {
      await countIgnored(ctx, instance, "not_direct");
      return "ignored";
    }
    const known = await getByExternalId(ctx, instance._id, message.bareId);
    if (known !== null) return noteRepeat(ctx, known, message, isBackfill);
    if (message.fromMe) {
      await ctx.runMutation(internal.messages.ownPhone.observe, {
        instanceId: instance._id,
        message,
      });
      return "accepted";
    }
    const tenant = await requireTenant(ctx, instance.tenantId);
    if (isSuspended(tenant)) {
      await countIgnored(ctx, instance, "suspended");
      return "ignored";
    }
    await acceptCustomer(ctx, settingsOn(instance, tenant), instance, message);
    return "accepted";
  },
});

async function noteRepeat(
  ctx: MutationCtx,
  known: Doc<"messages">,
  message: Message,
  isBackfill: boolean,
): Promise<"duplicate" | "echo"> {
  const outbound = asOutbound(known);
  if (!message.fromMe || outbound === null) {
    if (!isBackfill) await noteDelivery(ctx, known, "duplicate");
    return "duplicate";
  }
  await applyDelivery(ctx, outbound, { kind: "echoed" });
  return "echo";
}

async function acceptCustomer(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  instance: Doc<"instances">,
  message: Message,
): Promise<void> {
  const contact = await ensureContact(ctx, tenant._id, {
    phone: message.phone,
    lid: message.lid,
    chatId: message.chatId,
    name: message.pushName,
    at: message.sentAt,
  });
  if (contact === null) return;
  const conversation = await ensureConversation(
    ctx,
    instance,
    contact._id,
    message.chatId,
  );
  const sentAt = threadInstant(message.sentAt, Date.now());
  await store(ctx, conversation, message, sentAt);
  await noteAlive(ctx, instance, message.sentAt);
  const patch = latestMessagePatch(conversation, {
    text: message.text,
    sentAt,
    inboundChatId: message.chatId,
  });
  const changes = await respond(ctx, {
    tenant,
    instance,
    contact,
    conversation: { ...conversation, ...patch },
    isFirst: conversation.lastMessageAt === 0,
    message,
  });
  await patchConversation(ctx, conversation._id, { ...patch, ...changes });
  await moveInLabels(ctx, conversation, sentAt);
}

async function store(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  message: Message,
  sentAt: number,
): Promise<void> {
  const stored = await insertObserved(ctx, conversation, {
    tenantId: conversation.tenantId,
    instanceId: conversation.instanceId,
    conversationId: conversation._id,
    direction: "inbound",
    externalId: message.bareId,
    chatId: message.chatId,
    author: "customer",
    text: message.text,
    messageType: message.messageType,
    media: message.media,
    status: "received",
    sentAt,
  });
  if (typeof stored.media?.path !== "string") return;
  await ctx.scheduler.runAfter(0, internal.messages.files.keep, {
    messageId: stored._id,
    attempt: 0,
  });
}
