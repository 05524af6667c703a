import { v } from "convex/values";
import { isSnoozeTime } from "../../lib/conversations/snooze";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import { internalMutation, tenantMutation } from "../functions";
import { requireConversation } from "./model";
import {
  closeConversation,
  reopenConversation,
  snoozeConversation,
  wakeConversation,
} from "./statusModel";

/** Done with it: handoff, takeover and snooze end, and the AI answers when the customer writes again. */
export const close = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    await closeConversation(ctx, conversation);
    return null;
  },
});

/** Puts a closed or snoozed conversation back into the inbox. */
export const reopen = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    await reopenConversation(ctx, conversation);
    return null;
  },
});

/** Hides the conversation until then, or until the customer writes. */
export const snooze = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations"), until: v.number() },
  returns: v.null(),
  handler: async (ctx, { conversationId, until }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    if (!isSnoozeTime(until, Date.now())) {
      throw appError(
        "VALIDATION_FAILED",
        "Snooze for a minute to a year from now.",
      );
    }
    await snoozeConversation(ctx, conversation, until);
    await ctx.scheduler.runAt(until, internal.conversations.status.wake, {
      conversationId: conversation._id,
      until,
    });
    return null;
  },
});

/** Ends the snooze it was scheduled for, unless that ended or changed meanwhile. */
export const wake = internalMutation({
  args: { conversationId: v.id("conversations"), until: v.number() },
  returns: v.null(),
  handler: async (ctx, { conversationId, until }) => {
    await wakeConversation(ctx, conversationId, until);
    return null;
  },
});
