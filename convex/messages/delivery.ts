import { v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { internalMutation } from "../functions";
import { channel, resolveInstance } from "../instances/channelModel";
import { dropOldAcks, keepAck } from "./ackModel";
import { applyDelivery, setObservedStatus } from "./deliveryModel";
import { asOutbound, getByExternalId } from "./model";
import { ackLevel } from "./schema";

const DAY_MS = 24 * 3_600_000;

/** Moves a message by WhatsApp's acknowledgement, never back; one that came too early is kept. */
export const acknowledge = internalMutation({
  args: {
    channel,
    session: v.string(),
    ack: v.object({
      bareId: v.string(),
      chatId: v.union(v.string(), v.null()),
      fromMe: v.boolean(),
      level: ackLevel,
    }),
  },
  returns: v.null(),
  handler: async (ctx, { channel: source, session, ack }) => {
    const instance = await resolveInstance(ctx, source, session);
    if (instance === null || !ack.fromMe || ack.level === "pending")
      return null;
    const message = await getByExternalId(ctx, instance._id, ack.bareId);
    if (message === null) {
      await keepAck(ctx, instance._id, ack.bareId, ack.level);
    } else {
      await applyAck(ctx, message, ack.level);
    }
    return null;
  },
});

async function applyAck(
  ctx: MutationCtx,
  message: Doc<"messages">,
  level: "error" | "server" | "device" | "read" | "played",
): Promise<void> {
  const outbound = asOutbound(message);
  if (outbound?.outbound.claimedAt === null) return;
  if (outbound === null || message.outbound === null) {
    await setObservedStatus(ctx, message, { kind: "acked", level });
    return;
  }
  const reason = level === "error" ? { reason: "ack_error" } : {};
  await applyDelivery(ctx, outbound, { kind: "acked", level }, reason);
}

/** Forgets acknowledgements whose message never came. */
export const forgetOldAcks = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => dropOldAcks(ctx, Date.now() - DAY_MS, 500),
});
