import { v } from "convex/values";
import { tenantMutation, tenantQuery } from "../functions";
import { requireConversation } from "./model";
import {
  addNote,
  editNote,
  listNotes,
  removeNote,
  requireOwnNote,
} from "./noteModel";
import { peopleOf, person } from "./peopleModel";

/** The newest notes of a conversation. */
export const list = tenantQuery({
  permission: "read",
  args: { conversationId: v.id("conversations") },
  returns: v.array(
    v.object({
      id: v.id("conversationNotes"),
      author: person,
      text: v.string(),
      createdAt: v.number(),
      editedAt: v.union(v.number(), v.null()),
    }),
  ),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const people = peopleOf(ctx, ctx.membership);
    const notes = await listNotes(ctx, conversation._id);
    return Promise.all(
      notes.map(async (note) => {
        const by = await people.byAuthor(note.author);
        return {
          id: note._id,
          author:
            by.kind === "member"
              ? by.person
              : { memberId: null, name: "", isMe: false },
          text: note.text,
          createdAt: note._creationTime,
          editedAt: note.editedAt,
        };
      }),
    );
  },
});

export const add = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations"), text: v.string() },
  returns: v.id("conversationNotes"),
  handler: async (ctx, { conversationId, text }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    return addNote(ctx, conversation, ctx.actor, text);
  },
});

/** Changes one's own note. */
export const edit = tenantMutation({
  permission: "reply",
  args: { noteId: v.id("conversationNotes"), text: v.string() },
  returns: v.null(),
  handler: async (ctx, { noteId, text }) => {
    await requireOwnNote(ctx, ctx.tenant._id, noteId, ctx.actor);
    await editNote(ctx, noteId, text);
    return null;
  },
});

/** Removes one's own note. */
export const remove = tenantMutation({
  permission: "reply",
  args: { noteId: v.id("conversationNotes") },
  returns: v.null(),
  handler: async (ctx, { noteId }) => {
    await requireOwnNote(ctx, ctx.tenant._id, noteId, ctx.actor);
    await removeNote(ctx, noteId);
    return null;
  },
});
