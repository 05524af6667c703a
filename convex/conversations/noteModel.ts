/*
 * Notes stay inside the business: nothing here is ever sent.
 * Only its author changes or removes a note.
 */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_NOTE_CHARS = 4_000;
const MAX_NOTES_SHOWN = 200;

function requireText(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > MAX_NOTE_CHARS) {
    throw appError(
      "VALIDATION_FAILED",
      `A note has 1 to ${String(MAX_NOTE_CHARS)} characters.`,
    );
  }
  return trimmed;
}

/** The newest notes of a conversation, at most 200. */
export async function listNotes(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
): Promise<Doc<"conversationNotes">[]> {
  return ctx.db
    .query("conversationNotes")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .order("desc")
    .take(MAX_NOTES_SHOWN);
}

export async function addNote(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  author: string,
  text: string,
): Promise<Id<"conversationNotes">> {
  return ctx.db.insert("conversationNotes", {
    tenantId: conversation.tenantId,
    conversationId: conversation._id,
    author,
    text: requireText(text),
    editedAt: null,
  });
}

/** A note its author may change; FORBIDDEN for anybody else, NOT_FOUND in another tenant. */
export async function requireOwnNote(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  noteId: Id<"conversationNotes">,
  author: string,
): Promise<Doc<"conversationNotes">> {
  const note = await ctx.db.get("conversationNotes", noteId);
  if (note === null || note.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Note not found.");
  }
  if (note.author !== author) {
    throw appError("FORBIDDEN", "Only its author changes a note.");
  }
  return note;
}

export async function editNote(
  ctx: MutationCtx,
  noteId: Id<"conversationNotes">,
  text: string,
): Promise<void> {
  await ctx.db.patch("conversationNotes", noteId, {
    text: requireText(text),
    editedAt: Date.now(),
  });
}

export async function removeNote(
  ctx: MutationCtx,
  noteId: Id<"conversationNotes">,
): Promise<void> {
  await ctx.db.delete("conversationNotes", noteId);
}
