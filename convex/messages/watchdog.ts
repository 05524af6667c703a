import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { abandonTurn, getOpenTurn, getTurn } from "../assistant/turnModel";
import { requestHandoff, requireConversation } from "../conversations/model";
import {
  extendReservation,
  listExpiredReservations,
  release,
} from "../credits/reservationModel";
import { internalMutation } from "../functions";
import { applyDelivery, handOffUnsent } from "./deliveryModel";
import { getOutbound, type OutboundMessage } from "./model";

const BATCH = 100;
const MAX_REVIVALS = 2;
const ACTOR = "system:watchdog";

/** Settles holds whose work never reported: what surely did not leave is tried again, what may have left is looked up, the rest is released. */
export const settleExpiredHolds = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const expired = await listExpiredReservations(ctx, Date.now(), BATCH);
    for (const reservation of expired) await settleHold(ctx, reservation);
    if (expired.length === BATCH) {
      await ctx.scheduler.runAfter(
        0,
        internal.messages.watchdog.settleExpiredHolds,
        {},
      );
    }
    return expired.length;
  },
});

async function settleHold(
  ctx: MutationCtx,
  reservation: Doc<"reservations">,
): Promise<void> {
  const { messageId, conversationId, tenantId } = reservation;
  const message = messageId === null ? null : await getOutbound(ctx, messageId);
  if (message !== null && message.outbound.reservationId === reservation._id) {
    await settleMessage(ctx, reservation, message);
    return;
  }
  const conversation = await requireConversation(ctx, tenantId, conversationId);
  const turn = await getOpenTurn(ctx, conversation);
  if (turn?.reservationId === reservation._id) {
    await settleTurn(ctx, reservation, turn);
  } else await release(ctx, reservation._id, ACTOR, "nothing waits for it");
}

async function settleMessage(
  ctx: MutationCtx,
  reservation: Doc<"reservations">,
  message: OutboundMessage,
): Promise<void> {
  switch (message.status) {
    case "queued":
      if (reservation.revivals >= MAX_REVIVALS) {
        await applyDelivery(
          ctx,
          message,
          { kind: "blocked" },
          { reason: "expired" },
        );
        await callHumanFor(ctx, message);
        return;
      }
      await extendReservation(ctx, reservation);
      await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
        messageId: message._id,
        paced: false,
      });
      return;
    case "sending":
      await applyDelivery(
        ctx,
        message,
        { kind: "lost" },
        { reason: "no_report", unknownCause: "lost_answer" },
      );
      await lookUp(ctx, reservation, message);
      return;
    case "unknown":
      await lookUp(ctx, reservation, message);
      return;
    default:
      await release(ctx, reservation._id, ACTOR, `message ${message.status}`);
  }
}

async function lookUp(
  ctx: MutationCtx,
  reservation: Doc<"reservations">,
  message: OutboundMessage,
): Promise<void> {
  await extendReservation(ctx, reservation);
  await ctx.scheduler.runAfter(0, internal.messages.sender.settle, {
    messageId: message._id,
  });
}

/** An answer that waited too long, with its turn still open or not, ends with a human. */
async function callHumanFor(
  ctx: MutationCtx,
  message: OutboundMessage,
): Promise<void> {
  const { turnId } = message.outbound;
  const turn = turnId === null ? null : await getTurn(ctx, turnId);
  if (turn?.status === "open") await giveUp(ctx, turn);
  else await handOffUnsent(ctx, message, "expired");
}

async function settleTurn(
  ctx: MutationCtx,
  reservation: Doc<"reservations">,
  turn: Doc<"turns">,
): Promise<void> {
  if (reservation.revivals >= MAX_REVIVALS) {
    await giveUp(ctx, turn);
    return;
  }
  await extendReservation(ctx, reservation);
  // It waits for the gateway or for its business, and something waits with it.
  if (turn.dueAt > Date.now()) return;
  await ctx.scheduler.runAfter(0, internal.assistant.reply.generate, {
    turnId: turn._id,
    version: turn.version,
  });
}

async function giveUp(ctx: MutationCtx, turn: Doc<"turns">): Promise<void> {
  await abandonTurn(ctx, turn, "handed_off", ACTOR, "no answer in time");
  const conversation = await requireConversation(
    ctx,
    turn.tenantId,
    turn.conversationId,
  );
  await requestHandoff(ctx, conversation, "model_failed", "no answer in time");
}
