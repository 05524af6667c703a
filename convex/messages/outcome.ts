import { type Infer, v } from "convex/values";
import type { DeliveryEvent } from "../../lib/messages/delivery";
import { retryDelayMs } from "../../lib/messages/retry";
import { internal } from "../_generated/api";
import type { MutationCtx } from "../_generated/server";
import { internalMutation } from "../functions";
import { takeAcks } from "./ackModel";
import { applyDelivery, handOffUnsent } from "./deliveryModel";
import { getOutbound, type OutboundMessage, setExternalId } from "./model";
import { sendOutcome } from "./schema";

const FIRST_LOOK_MS = 2_000;

/** Records what the gateway said of a claimed message, with its credits. */
export const record = internalMutation({
  args: { messageId: v.id("messages"), outcome: sendOutcome },
  returns: v.null(),
  handler: async (ctx, { messageId, outcome }) => {
    const message = await getOutbound(ctx, messageId);
    if (message === null) return null;
    if (outcome.ok) {
      await recordAccepted(ctx, message, outcome.bareId);
    } else if (outcome.certainty === "unknown") {
      await recordLost(ctx, message, outcome.reason);
    } else {
      await recordRefused(ctx, message, outcome);
    }
    return null;
  },
});

async function recordAccepted(
  ctx: MutationCtx,
  message: OutboundMessage,
  externalId: string,
): Promise<void> {
  const accepted = await applyDelivery(
    ctx,
    message,
    { kind: "accepted" },
    {},
    externalId,
  );
  if (message.externalId === externalId) return;
  if (accepted === null) await setExternalId(ctx, message._id, externalId);
  await applyWaitingAcks(ctx, accepted ?? message, externalId);
}

async function applyWaitingAcks(
  ctx: MutationCtx,
  message: OutboundMessage,
  externalId: string,
): Promise<void> {
  let current = message;
  for (const level of await takeAcks(ctx, message.instanceId, externalId)) {
    const event: DeliveryEvent = { kind: "acked", level };
    current = (await applyDelivery(ctx, current, event)) ?? current;
  }
}

async function recordLost(
  ctx: MutationCtx,
  message: OutboundMessage,
  reason: string,
): Promise<void> {
  const unknownCause =
    reason === "server_error" ? "server_error" : "lost_answer";
  const lost = await applyDelivery(
    ctx,
    message,
    { kind: "lost" },
    { reason, unknownCause },
  );
  if (lost === null) return;
  await ctx.scheduler.runAfter(FIRST_LOOK_MS, internal.messages.sender.settle, {
    messageId: message._id,
  });
}

async function recordRefused(
  ctx: MutationCtx,
  message: OutboundMessage,
  refused: Extract<Infer<typeof sendOutcome>, { certainty: "not_sent" }>,
): Promise<void> {
  const delayMs = refused.retryable
    ? retryDelayMs(
        message.outbound.attempts,
        refused.retryAfterMs,
        Math.random(),
      )
    : null;
  const event: DeliveryEvent = { kind: "refused", retry: delayMs !== null };
  const next = await applyDelivery(ctx, message, event, {
    reason: refused.reason,
  });
  if (next === null) return;
  if (delayMs !== null) {
    await ctx.scheduler.runAfter(delayMs, internal.messages.sender.send, {
      messageId: message._id,
      paced: false,
    });
  } else {
    await handOffUnsent(ctx, message, refused.reason);
  }
}
