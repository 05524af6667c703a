/* Notes are the operators' own: no function of a business reads them. */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const SHOWN = 50;
const MAX_CHARS = 2_000;

/** The newest notes about a business, newest first. */
export async function listNotes(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"operatorNotes">[]> {
  return ctx.db
    .query("operatorNotes")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .order("desc")
    .take(SHOWN);
}

/** Adds a note of 1 to 2000 characters. */
export async function addNote(
  ctx: MutationCtx,
  note: Omit<Doc<"operatorNotes">, "_id" | "_creationTime">,
): Promise<Id<"operatorNotes">> {
  const text = note.text.trim();
  if (text.length === 0 || text.length > MAX_CHARS) {
    throw appError("VALIDATION_FAILED", "A note has 1 to 2000 characters.");
  }
  return ctx.db.insert("operatorNotes", { ...note, text });
}

/** Removes a note of its author; somebody else's stays. */
export async function removeNote(
  ctx: MutationCtx,
  author: string,
  noteId: Id<"operatorNotes">,
): Promise<Id<"tenants">> {
  const note = await ctx.db.get("operatorNotes", noteId);
  if (note === null) throw appError("NOT_FOUND", "Note not found.");
  if (note.author !== author) {
    throw appError("FORBIDDEN", "A note is removed by its author.");
  }
  await ctx.db.delete("operatorNotes", noteId);
  return note.tenantId;
}
