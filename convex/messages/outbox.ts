import { v } from "convex/values";
import { decideSend } from "../../lib/consent/policy";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { answerTurn, getTurn } from "../assistant/turnModel";
import { requireContact } from "../contacts/model";
import {
  isHeldByHuman,
  latestMessagePatch,
  requireConversation,
} from "../conversations/model";
import { internalMutation, internalQuery } from "../functions";
import { isReachable, requireInstance } from "../instances/model";
import { isSendingStopped } from "../operators/model";
import { isSuspended, requireTenant } from "../tenants/model";
import {
  applyDelivery,
  handOffUnsent,
  isFromAi,
  supersede,
} from "./deliveryModel";
import { getOutbound, type OutboundMessage } from "./model";

/** What a human pause before the send needs; null when there is to be none. */
export const plan = internalQuery({
  args: { messageId: v.id("messages") },
  returns: v.union(
    v.object({ session: v.string(), chatId: v.string(), chars: v.number() }),
    v.null(),
  ),
  handler: async (ctx, { messageId }) => {
    const message = await getOutbound(ctx, messageId);
    if (message?.status !== "queued") return null;
    const instance = await requireInstance(
      ctx,
      message.tenantId,
      message.instanceId,
    );
    if (instance.pacing === "off") return null;
    return {
      session: instance.sessionName,
      chatId: message.chatId,
      chars: message.text.length,
    };
  },
});

type Refusal =
  | "suspended"
  | "kill_switch"
  | "opted_out"
  | "held_by_human"
  | "turn_closed"
  | "superseded"
  | "not_connected";

/** Takes a queued message for sending, or says why it must not leave. At most one caller gets it. */
export const claim = internalMutation({
  args: { messageId: v.id("messages") },
  returns: v.union(
    v.object({
      session: v.string(),
      chatId: v.string(),
      text: v.string(),
      externalId: v.string(),
    }),
    v.null(),
  ),
  handler: async (ctx, { messageId }) => {
    const message = await getOutbound(ctx, messageId);
    if (message?.status !== "queued") return null;
    const { turnId } = message.outbound;
    const turn = turnId === null ? null : await getTurn(ctx, turnId);
    const instance = await requireInstance(
      ctx,
      message.tenantId,
      message.instanceId,
    );
    const conversation = await requireConversation(
      ctx,
      message.tenantId,
      message.conversationId,
    );
    const refusal = await findRefusal(ctx, message, {
      turn,
      instance,
      conversation,
    });
    if (refusal !== null) {
      await refuse(ctx, message, refusal);
      return null;
    }
    await applyDelivery(
      ctx,
      message,
      { kind: "claimed" },
      { claimedAt: Date.now(), attempts: message.outbound.attempts + 1 },
    );
    if (turn?.status === "open") {
      await answerTurn(
        ctx,
        turn,
        latestMessagePatch(conversation, {
          text: message.text,
          sentAt: message.sentAt,
          inboundChatId: null,
        }),
      );
    }
    return {
      session: instance.sessionName,
      chatId: message.chatId,
      text: message.text,
      externalId: message.externalId,
    };
  },
});

type Surroundings = {
  turn: Doc<"turns"> | null;
  instance: Doc<"instances">;
  conversation: Doc<"conversations">;
};

async function findRefusal(
  ctx: MutationCtx,
  message: OutboundMessage,
  { turn, instance, conversation }: Surroundings,
): Promise<Refusal | null> {
  const { purpose, turnVersion, attempts } = message.outbound;
  if (turn !== null && attempts === 0) {
    // First: the hold of a stale answer already pays for the newer one.
    if (turn.version !== turnVersion) return "superseded";
    if (turn.status !== "open") return "turn_closed";
  }
  const tenant = await requireTenant(ctx, message.tenantId);
  if (isSuspended(tenant)) return "suspended";
  if (await isSendingStopped(ctx)) return "kill_switch";
  const contact = await requireContact(
    ctx,
    message.tenantId,
    conversation.contactId,
  );
  if (!decideSend(contact.consent, purpose).allowed) return "opted_out";
  if (turn !== null && attempts > 0 && conversation.openTurnId !== null) {
    return "turn_closed";
  }
  if (isFromAi(message) && isHeldByHuman(conversation, Date.now())) {
    return "held_by_human";
  }
  return isReachable(instance) ? null : "not_connected";
}

async function refuse(
  ctx: MutationCtx,
  message: OutboundMessage,
  refusal: Refusal,
): Promise<void> {
  if (refusal === "superseded") {
    await supersede(ctx, message);
    return;
  }
  await applyDelivery(ctx, message, { kind: "blocked" }, { reason: refusal });
  const { turnId } = message.outbound;
  const turn = turnId === null ? null : await getTurn(ctx, turnId);
  if (turn?.status === "open") await answerTurn(ctx, turn);
  if (refusal === "not_connected") await handOffUnsent(ctx, message, refusal);
}
