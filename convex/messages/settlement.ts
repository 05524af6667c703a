import { v } from "convex/values";
import { settleUnknown } from "../../lib/messages/settlement";
import { internal } from "../_generated/api";
import { internalMutation, internalQuery } from "../functions";
import { requireInstance } from "../instances/model";
import { applyDelivery, handOffUnsent } from "./deliveryModel";
import { getOutbound } from "./model";

/** Where to look for a message whose send was not answered; null once it is settled. */
export const locate = internalQuery({
  args: { messageId: v.id("messages") },
  returns: v.union(
    v.object({
      session: v.string(),
      chatId: v.string(),
      messageId: v.string(),
      text: v.string(),
      since: v.number(),
    }),
    v.null(),
  ),
  handler: async (ctx, { messageId }) => {
    const message = await getOutbound(ctx, messageId);
    if (message?.status !== "unknown") return null;
    const instance = await requireInstance(
      ctx,
      message.tenantId,
      message.instanceId,
    );
    return {
      session: instance.sessionName,
      chatId: message.chatId,
      messageId: message.externalId,
      text: message.text,
      since: message.outbound.claimedAt ?? message.sentAt,
    };
  },
});

/** Settles an unknown message by what the gateway shows, or looks again later. */
export const decide = internalMutation({
  args: {
    messageId: v.id("messages"),
    lookup: v.union(
      v.literal("found"),
      v.literal("absent"),
      v.literal("unavailable"),
    ),
  },
  returns: v.null(),
  handler: async (ctx, { messageId, lookup }) => {
    const message = await getOutbound(ctx, messageId);
    if (message?.status !== "unknown") return null;
    const { unknownCause, claimedAt } = message.outbound;
    const decision = settleUnknown({
      cause: unknownCause ?? "lost_answer",
      elapsedMs: Date.now() - (claimedAt ?? message.sentAt),
      lookup,
    });
    switch (decision.kind) {
      case "sent":
        await applyDelivery(ctx, message, { kind: "echoed" });
        break;
      case "not_sent":
        await applyDelivery(ctx, message, { kind: "settled_not_sent" });
        await handOffUnsent(ctx, message, "not_sent");
        break;
      case "check_again":
        await ctx.scheduler.runAfter(
          decision.afterMs,
          internal.messages.sender.settle,
          { messageId },
        );
    }
    return null;
  },
});
