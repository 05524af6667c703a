/* Erasure removes a conversation with everything written beside it; its emptied messages stay. */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { moveCount } from "./countModel";

/** A conversation of one of these contacts, or null when none is left. */
export async function getAnyOf(
  ctx: QueryCtx,
  contactIds: readonly Id<"contacts">[],
): Promise<Doc<"conversations"> | null> {
  for (const contactId of contactIds) {
    const found = await ctx.db
      .query("conversations")
      .withIndex("by_contact", (q) => q.eq("contactId", contactId))
      .first();
    if (found !== null) return found;
  }
  return null;
}

/** Removes up to `limit` notes, label rows, presences and locks of a conversation; returns how many. */
export async function dropBeside(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  limit: number,
): Promise<number> {
  const notes = await ctx.db
    .query("conversationNotes")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .take(limit);
  for (const { _id } of notes) await ctx.db.delete("conversationNotes", _id);
  const labels = await ctx.db
    .query("conversationLabels")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .take(limit);
  for (const { _id } of labels) await ctx.db.delete("conversationLabels", _id);
  const presences = await ctx.db
    .query("presences")
    .withIndex("by_conversation_and_member", (q) =>
      q.eq("conversationId", conversationId),
    )
    .take(limit);
  for (const { _id } of presences) await ctx.db.delete("presences", _id);
  const typings = await ctx.db
    .query("customerTypings")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .take(limit);
  for (const { _id } of typings) await ctx.db.delete("customerTypings", _id);
  const locks = await ctx.db
    .query("composerLocks")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .take(limit);
  for (const { _id } of locks) await ctx.db.delete("composerLocks", _id);
  return [notes, labels, presences, typings, locks].flat().length;
}

/** Removes the conversation itself. */
export async function dropConversation(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
): Promise<void> {
  await ctx.db.delete("conversations", conversation._id);
  await moveCount(ctx, conversation, null);
}
