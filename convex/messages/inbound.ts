import { type Infer, v } from "convex/values";
import { decideAnswer } from "../../lib/assistant/answering";
import { wantsHuman } from "../../lib/assistant/handoff";
import {
  applyConsentCommand,
  confirmationText,
  parseConsentCommand,
} from "../../lib/consent/policy";
import { priceOf } from "../../lib/credits/prices";
import { threadInstant } from "../../lib/messages/order";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { getProfile } from "../assistant/model";
import {
  abandonTurn,
  extendTurn,
  getOpenTurn,
  openTurn,
} from "../assistant/turnModel";
import { changeConsent, ensureContact } from "../contacts/model";
import {
  ensureConversation,
  isHeldByHuman,
  latestMessagePatch,
  patchConversation,
  requestHandoff,
} from "../conversations/model";
import { reserve } from "../credits/reservationModel";
import { internalMutation } from "../functions";
import { channel, resolveInstance } from "../instances/channelModel";
import { noteAlive } from "../instances/model";
import { notify } from "../notifications/model";
import { requireTenant } from "../tenants/model";
import { applyDelivery } from "./deliveryModel";
import {
  asOutbound,
  getByExternalId,
  insertHandoffNotice,
  insertObserved,
  insertPaid,
} from "./model";
import { wahaMessage } from "./schema";

type Message = Infer<typeof wahaMessage>;

type Intake = {
  tenant: Doc<"tenants">;
  instance: Doc<"instances">;
  contact: Doc<"contacts">;
  conversation: Doc<"conversations">;
  message: Message;
};

const outcome = v.union(
  v.literal("accepted"),
  v.literal("duplicate"),
  v.literal("echo"),
  v.literal("ignored"),
);

/** Takes in a customer's message once: contact, consent, conversation, hold and turn commit together. */
export const receive = internalMutation({
  args: {
    channel,
    session: v.string(),
    message: wahaMessage,
  },
  returns: outcome,
  handler: async (ctx, args): Promise<Infer<typeof outcome>> => {
    const { message } = args;
    const instance = await resolveInstance(ctx, args.channel, args.session);
    if (instance === null || message.chatKind !== "direct") return "ignored";
    const known = await getByExternalId(ctx, instance._id, message.bareId);
    if (known !== null) return noteRepeat(ctx, known, message);
    if (message.fromMe) {
      await ctx.runMutation(internal.messages.ownPhone.observe, {
        instanceId: instance._id,
        message,
      });
      return "accepted";
    }
    const tenant = await requireTenant(ctx, instance.tenantId);
    if (tenant.status === "suspended") return "ignored";
    await acceptCustomer(ctx, tenant, instance, message);
    return "accepted";
  },
});

async function noteRepeat(
  ctx: MutationCtx,
  known: Doc<"messages">,
  message: Message,
): Promise<"duplicate" | "echo"> {
  const outbound = asOutbound(known);
  if (!message.fromMe || outbound === null) return "duplicate";
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
  });
  const conversation = await ensureConversation(
    ctx,
    instance,
    contact._id,
    message.chatId,
  );
  const sentAt = threadInstant(message.sentAt, Date.now());
  await insertObserved(ctx, {
    tenantId: tenant._id,
    instanceId: instance._id,
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
  await noteAlive(ctx, instance, message.sentAt);
  const patch = latestMessagePatch(conversation, {
    text: message.text,
    sentAt,
    inboundChatId: message.chatId,
  });
  const current = { ...conversation, ...patch };
  const intake = { tenant, instance, contact, conversation: current, message };
  const openTurnId = await respond(ctx, intake);
  await patchConversation(ctx, conversation._id, { ...patch, openTurnId });
}

/** What the message sets off; returns the turn that is open afterwards. */
async function respond(
  ctx: MutationCtx,
  intake: Intake,
): Promise<Id<"turns"> | null> {
  const { tenant, instance, contact, conversation, message } = intake;
  const ageMs = Date.now() - message.sentAt;
  const command = parseConsentCommand(message.text);
  if (command !== null) {
    await applyConsent(ctx, intake, command);
    return null;
  }
  const profile = await getProfile(ctx, tenant._id);
  const decision = decideAnswer({
    aiEnabled: tenant.aiEnabled && instance.heldForAccount === null,
    heldByHuman: isHeldByHuman(conversation, Date.now()),
    consent: contact.consent,
    ageMs,
    maxAgeMs: tenant.maxAnswerAgeMs,
    hasText: message.text.trim() !== "",
    asksForHuman: wantsHuman(message.text, profile.handoffWords),
  });
  switch (decision.kind) {
    case "silent":
      return conversation.openTurnId;
    case "handoff":
      await dropOpenTurn(ctx, conversation, "handed_off", decision.reason);
      await requestHandoff(ctx, conversation, decision.reason, "");
      await scheduleSend(
        ctx,
        tenant,
        await insertHandoffNotice(ctx, conversation, profile.handoffNotice),
      );
      return null;
    case "answer":
      return startAnswer(ctx, tenant, conversation);
  }
}

async function startAnswer(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  conversation: Doc<"conversations">,
): Promise<Id<"turns"> | null> {
  const open = await getOpenTurn(ctx, conversation);
  const turn =
    open === null
      ? await startTurn(ctx, tenant, conversation)
      : await extendTurn(ctx, open, tenant.quietWindowMs);
  if (turn === null) return null;
  await ctx.scheduler.runAt(turn.dueAt, internal.assistant.reply.generate, {
    turnId: turn._id,
    version: turn.version,
  });
  return turn._id;
}

async function startTurn(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  conversation: Doc<"conversations">,
): Promise<Doc<"turns"> | null> {
  const held = await reserve(ctx, {
    tenantId: tenant._id,
    conversationId: conversation._id,
    credits: priceOf("text"),
    actor: "system:assistant",
    reason: "answer to a customer",
  });
  if (held.ok) {
    return openTurn(
      ctx,
      conversation,
      held.reservationId,
      tenant.quietWindowMs,
    );
  }
  await requestHandoff(ctx, conversation, "no_credits", "");
  const day = new Date().toISOString().slice(0, 10);
  await notify(ctx, tenant._id, "credits_empty", `credits_empty:${day}`);
  return null;
}

async function dropOpenTurn(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  status: "handed_off" | "cancelled",
  reason: string,
): Promise<void> {
  const open = await getOpenTurn(ctx, conversation);
  if (open !== null) {
    await abandonTurn(ctx, open, status, "system:assistant", reason);
  }
}

async function applyConsent(
  ctx: MutationCtx,
  { tenant, contact, conversation, message }: Intake,
  { command, language }: { command: "stop" | "start"; language: string },
): Promise<void> {
  await dropOpenTurn(ctx, conversation, "cancelled", `consent ${command}`);
  const { status, changed, confirmation } = applyConsentCommand(
    contact.consent,
    command,
  );
  if (!changed || confirmation === null) return;
  await changeConsent(ctx, contact, {
    to: status,
    source: "whatsapp",
    text: message.text,
    actor: "customer",
  });
  const messageId = await insertPaid(ctx, {
    conversation,
    author: "system:consent",
    text: confirmationText(confirmation, language, tenant.name),
    purpose: "consent_confirmation",
    idempotencyKey: null,
    turn: null,
    reason: `confirms ${confirmation}`,
  });
  await scheduleSend(ctx, tenant, messageId);
}

async function scheduleSend(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  messageId: Id<"messages"> | null,
): Promise<void> {
  if (messageId === null) return;
  await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
    messageId,
    paced: tenant.pacing === "on",
  });
}
