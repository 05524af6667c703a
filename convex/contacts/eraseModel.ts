/*
 * An erased contact loses its ids and words at once, so that nothing finds it and nothing can be
 * sent to it any more; its records follow in batches, the row itself last.
 */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { listAliases, replaceTagRows } from "./detailsModel";
import { listContactIds } from "./model";

export type Released = {
  contactIds: Id<"contacts">[];
  /** Every id the person was known by. */
  aliases: string[];
};

/** Takes name, ids and notes from a contact; the closed consent keeps whatever waits from leaving. */
export async function blankContact(
  ctx: MutationCtx,
  contact: Doc<"contacts">,
): Promise<Released> {
  const contactIds = await listContactIds(ctx, contact._id);
  const aliases = await listAliases(ctx, contact._id);
  for (const { _id } of aliases) await ctx.db.delete("contactAliases", _id);
  await replaceTagRows(ctx, contact, []);
  await ctx.db.patch("contacts", contact._id, {
    name: null,
    phone: null,
    note: "",
    tags: [],
    aiOff: true,
    assigneeId: null,
    consent: "opted_out",
  });
  return { contactIds, aliases: aliases.map(({ alias }) => alias) };
}

/** Removes up to `limit` records of each kind of one contact's id; returns how many. */
export async function dropRecords(
  ctx: MutationCtx,
  contactId: Id<"contacts">,
  limit: number,
): Promise<number> {
  const consents = await ctx.db
    .query("consentRecords")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .take(limit);
  for (const { _id } of consents) await ctx.db.delete("consentRecords", _id);
  const changes = await ctx.db
    .query("contactChanges")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .take(limit);
  for (const { _id } of changes) await ctx.db.delete("contactChanges", _id);
  const merges = await ctx.db
    .query("mergedContacts")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .take(limit);
  for (const { _id } of merges) await ctx.db.delete("mergedContacts", _id);
  return consents.length + changes.length + merges.length;
}

/** Removes the rows of these ids that are still there. */
export async function dropContacts(
  ctx: MutationCtx,
  contactIds: readonly Id<"contacts">[],
): Promise<void> {
  for (const contactId of contactIds) {
    if ((await ctx.db.get("contacts", contactId)) === null) continue;
    await ctx.db.delete("contacts", contactId);
  }
}
