import { v } from "convex/values";
import { getTurn } from "../assistant/turnModel";
import { requireConversation } from "../conversations/model";
import { internalMutation, internalQuery } from "../functions";
import { requireInstance } from "../instances/model";
import { requireTenant } from "../tenants/model";
import { claimMessage } from "./claimModel";
import { getOutbound } from "./model";
import { claimed } from "./schema";

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

/** Takes a queued message for sending, or says why it must not leave. At most one caller gets it. */
export const claim = internalMutation({
  args: { messageId: v.id("messages") },
  returns: v.union(claimed, v.null()),
  handler: async (ctx, { messageId }) => {
    const message = await getOutbound(ctx, messageId);
    if (message?.status !== "queued") return null;
    const { tenantId, conversationId, outbound } = message;
    const { turnId } = outbound;
    return claimMessage(ctx, message, {
      tenant: await requireTenant(ctx, tenantId),
      turn: turnId === null ? null : await getTurn(ctx, turnId),
      conversation: await requireConversation(ctx, tenantId, conversationId),
    });
  },
});
