import { v } from "convex/values";
import { abandonTurn, getOpenTurn } from "../assistant/turnModel";
import { tenantMutation } from "../functions";
import {
  extendTakeover,
  requireConversation,
  resumeAi,
  takeOver,
} from "./model";

/** Silences the AI in a conversation for the tenant's takeover time. */
export const take = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const open = await getOpenTurn(ctx, conversation);
    if (open !== null) {
      await abandonTurn(ctx, open, "cancelled", ctx.actor, "taken over");
    }
    await takeOver(ctx, conversation, ctx.actor, ctx.tenant.takeoverMs);
    return null;
  },
});

/** Keeps the AI silent for the tenant's takeover time from now on. */
export const extend = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    await extendTakeover(ctx, conversation, ctx.tenant.takeoverMs);
    return null;
  },
});

/** Resolves a handoff or takeover: the AI answers again from the next message on. */
export const resolve = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    await resumeAi(ctx, conversation._id);
    return null;
  },
});
