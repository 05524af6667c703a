/* Closing, snoozing and reading; what moves the counts goes through patchConversation. */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { patchConversation } from "./model";

/** Ends what the conversation waits for; the AI answers again from the customer's next message on. */
export async function closeConversation(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
): Promise<void> {
  await patchConversation(ctx, conversation._id, {
    status: "closed",
    snoozedUntil: null,
    handoff: null,
    takeover: null,
    ...readPatch(conversation),
  });
}

/** Puts a closed or snoozed conversation back into the inbox. */
export async function reopenConversation(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
): Promise<void> {
  if (conversation.status === "open") return;
  await patchConversation(ctx, conversation._id, {
    status: "open",
    snoozedUntil: null,
  });
}

/** Takes the conversation out of the inbox until then; the caller schedules the waking. */
export async function snoozeConversation(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  until: number,
): Promise<void> {
  await patchConversation(ctx, conversation._id, {
    status: "snoozed",
    snoozedUntil: until,
    ...readPatch(conversation),
  });
}

/** Ends exactly the snooze that runs until then; one that was ended or changed meanwhile stays. */
export async function wakeConversation(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  until: number,
): Promise<void> {
  const conversation = await ctx.db.get("conversations", conversationId);
  if (conversation?.snoozedUntil !== until) return;
  await reopenConversation(ctx, conversation);
}

function readPatch(
  conversation: Doc<"conversations">,
): Partial<Doc<"conversations">> {
  return {
    unread: 0,
    unreadAt: null,
    readUpTo: Math.max(conversation.readUpTo, conversation.lastMessageAt),
  };
}

/** Everything in the conversation was seen. Writes nothing when it was before. */
export async function markRead(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
): Promise<void> {
  if (conversation.unread === 0) return;
  await patchConversation(ctx, conversation._id, readPatch(conversation));
}

/** Puts the conversation back among the unread ones, from the message of `sentAt` on. */
export async function markUnreadFrom(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  sentAt: number,
): Promise<void> {
  await patchConversation(ctx, conversation._id, {
    unread: Math.max(1, conversation.unread),
    unreadAt: sentAt,
    readUpTo: Math.min(conversation.readUpTo, sentAt - 1),
  });
}
