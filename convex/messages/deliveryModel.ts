/*
 * A delivery status only moves as lib/messages/delivery says, together with its credits.
 */
import {
  type CreditEffect,
  type DeliveryEvent,
  nextDelivery,
} from "../../lib/messages/delivery";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { requestHandoff, requireConversation } from "../conversations/model";
import {
  assignReservation,
  capture,
  getReservation,
  refund,
  release,
  reserve,
} from "../credits/reservationModel";
import type { OutboundMessage, OutboundState } from "./model";

async function captureLate(
  ctx: MutationCtx,
  message: OutboundMessage,
  credits: number,
): Promise<Partial<OutboundState>> {
  const held = await reserve(ctx, {
    tenantId: message.tenantId,
    conversationId: message.conversationId,
    credits,
    actor: "system:delivery",
    reason: "proved sent after its hold was released",
  });
  if (!held.ok) {
    await recordAudit(ctx, {
      tenantId: message.tenantId,
      actor: "system:delivery",
      action: "credits.unbilled",
      target: message._id,
    });
    return { unbilled: true };
  }
  await assignReservation(ctx, held.reservationId, message._id);
  await capture(ctx, held.reservationId, "system:delivery", "message sent");
  return { reservationId: held.reservationId, unbilled: false };
}

async function applyCredits(
  ctx: MutationCtx,
  message: OutboundMessage,
  effect: CreditEffect,
  reason: string,
): Promise<Partial<OutboundState>> {
  const { reservationId } = message.outbound;
  if (reservationId === null) return {};
  switch (effect) {
    case "none":
      return {};
    case "capture":
      await capture(ctx, reservationId, "system:delivery", "message sent");
      return {};
    case "release":
      await release(ctx, reservationId, "system:delivery", reason);
      return {};
    case "refund":
      if (message.outbound.unbilled) return {};
      await refund(ctx, reservationId, "system:delivery", reason);
      return { refunded: true };
    case "late_capture": {
      const reservation = await getReservation(ctx, reservationId);
      return captureLate(ctx, message, reservation?.credits ?? 0);
    }
  }
}

/**
 * Moves a message's delivery and its credits in one step.
 * Returns the message as it then is, or null when the event changes nothing.
 */
export async function applyDelivery(
  ctx: MutationCtx,
  message: OutboundMessage,
  event: DeliveryEvent,
  changes: Partial<OutboundState> = {},
  externalId: string = message.externalId,
): Promise<OutboundMessage | null> {
  const step = nextDelivery(message.status, event);
  if (step === null) return null;
  const credited = await applyCredits(
    ctx,
    message,
    step.credits,
    changes.reason ?? event.kind,
  );
  const outbound = { ...message.outbound, ...changes, ...credited };
  const patch = { status: step.status, outbound, externalId };
  await ctx.db.patch("messages", message._id, patch);
  return { ...message, ...patch };
}

/** Takes an answer out of the queue because the customer wrote again; its hold stays with the turn. */
export async function supersede(
  ctx: MutationCtx,
  message: OutboundMessage,
): Promise<void> {
  await ctx.db.patch("messages", message._id, {
    status: "blocked",
    outbound: {
      ...message.outbound,
      reservationId: null,
      reason: "superseded",
    },
  });
}

/** The status of a message sent from the business's own phone; it has no credits. */
export async function setObservedStatus(
  ctx: MutationCtx,
  message: Doc<"messages">,
  event: DeliveryEvent,
): Promise<void> {
  if (message.status === "received" || message.outbound !== null) return;
  const step = nextDelivery(message.status, event);
  if (step !== null) {
    await ctx.db.patch("messages", message._id, { status: step.status });
  }
}

const AI_PURPOSES: ReadonlySet<OutboundState["purpose"]> = new Set([
  "ai_reply",
  "welcome",
  "fallback",
]);

/** Whether the AI, and no person, wants this message sent. */
export function isFromAi(message: OutboundMessage): boolean {
  return AI_PURPOSES.has(message.outbound.purpose);
}

/** Calls a human for an answer of the AI that did not reach the customer. */
export async function handOffUnsent(
  ctx: MutationCtx,
  message: OutboundMessage,
  detail: string,
): Promise<void> {
  if (!isFromAi(message)) return;
  const conversation = await requireConversation(
    ctx,
    message.tenantId,
    message.conversationId,
  );
  await requestHandoff(ctx, conversation, "send_failed", detail);
}
