import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { operatorMutation, operatorQuery } from "../functions";
import { requireTenant } from "../tenants/model";
import { operatorName } from "./model";
import { addNote, listNotes, removeNote } from "./noteModel";

/** What operators noted about a business, newest first. */
export const list = operatorQuery({
  args: { tenantId: v.id("tenants") },
  returns: v.array(
    v.object({
      id: v.id("operatorNotes"),
      text: v.string(),
      /** E-mail address of its author; null: no longer an operator. */
      by: v.union(v.string(), v.null()),
      isMine: v.boolean(),
      createdAt: v.number(),
    }),
  ),
  handler: async (ctx, { tenantId }) => {
    const notes = await listNotes(ctx, tenantId);
    return Promise.all(
      notes.map(async ({ _id, _creationTime, text, author }) => ({
        id: _id,
        text,
        by: await operatorName(ctx, author),
        isMine: author === ctx.actor,
        createdAt: _creationTime,
      })),
    );
  },
});

export const add = operatorMutation({
  args: { tenantId: v.id("tenants"), text: v.string() },
  returns: v.id("operatorNotes"),
  handler: async (ctx, { tenantId, text }) => {
    await requireTenant(ctx, tenantId);
    const noteId = await addNote(ctx, { tenantId, author: ctx.actor, text });
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "operator.note_added",
      target: tenantId,
    });
    return noteId;
  },
});

export const remove = operatorMutation({
  args: { noteId: v.id("operatorNotes") },
  returns: v.null(),
  handler: async (ctx, { noteId }) => {
    const tenantId = await removeNote(ctx, ctx.actor, noteId);
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "operator.note_removed",
      target: tenantId,
    });
    return null;
  },
});
