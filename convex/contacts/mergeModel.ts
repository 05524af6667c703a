/*
 * Merging keeps one contact and deletes the other; its ids, conversations and records are found under the kept one.
 * One contact has one conversation per number: of two, the more recent one goes on, the other is history.
 */
import { mergeDetails } from "../../lib/contacts/merge";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { listAliases, recordChanges, replaceTagRows } from "./detailsModel";
import { changeConsent, listContactIds, MAX_MERGED } from "./model";

type Contact = Doc<"contacts">;

/** More numbers than a business has. */
const MAX_NUMBERS = 200;

/** Makes `merged` a part of `kept`. Consent: the stricter of the two, with a record. */
export async function mergeContacts(
  ctx: MutationCtx,
  kept: Contact,
  merged: Contact,
  actor: string,
): Promise<void> {
  if (kept._id === merged._id || kept.tenantId !== merged.tenantId) {
    throw appError("VALIDATION_FAILED", "Two different contacts are needed.");
  }
  await moveIdentities(ctx, kept, merged);
  await moveConversations(ctx, kept._id, merged._id);
  await changeConsent(ctx, kept, {
    to: mergeDetails(kept, merged).consent,
    source: "merge",
    text: merged.name ?? merged.phone ?? "",
    actor,
  });
  const { consent, ...details } = mergeDetails(kept, merged);
  await ctx.db.patch("contacts", kept._id, details);
  await replaceTagRows(ctx, merged, []);
  await replaceTagRows(ctx, { ...kept, ...details, consent }, details.tags);
  await recordChanges(ctx, kept, actor, [
    {
      field: "merged",
      from: [merged.name, merged.phone].filter(Boolean).join(" "),
      to: "",
    },
  ]);
  await ctx.db.delete("contacts", merged._id);
}

async function moveIdentities(
  ctx: MutationCtx,
  kept: Contact,
  merged: Contact,
): Promise<void> {
  const keptIds = await listContactIds(ctx, kept._id);
  const mergedIds = await listContactIds(ctx, merged._id);
  if (keptIds.length + mergedIds.length > MAX_MERGED) {
    throw appError("CONFLICT", "This contact was merged too often.");
  }
  for (const { _id } of await listAliases(ctx, merged._id)) {
    await ctx.db.patch("contactAliases", _id, { contactId: kept._id });
  }
  for (const row of await listMerges(ctx, merged._id)) {
    await ctx.db.patch("mergedContacts", row._id, { contactId: kept._id });
  }
  await ctx.db.insert("mergedContacts", {
    tenantId: kept.tenantId,
    mergedId: merged._id,
    contactId: kept._id,
  });
}

async function listMerges(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Doc<"mergedContacts">[]> {
  return ctx.db
    .query("mergedContacts")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .take(MAX_MERGED);
}

async function moveConversations(
  ctx: MutationCtx,
  keptId: Id<"contacts">,
  mergedId: Id<"contacts">,
): Promise<void> {
  const keptOnes = await listCurrent(ctx, keptId);
  for (const theirs of await listCurrent(ctx, mergedId)) {
    const ours = keptOnes.find(
      ({ instanceId }) => instanceId === theirs.instanceId,
    );
    if (ours !== undefined && ours.lastMessageAt >= theirs.lastMessageAt) {
      continue;
    }
    await ctx.db.patch("conversations", theirs._id, { contactId: keptId });
    if (ours !== undefined) {
      await ctx.db.patch("conversations", ours._id, { contactId: mergedId });
    }
  }
}

async function listCurrent(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Doc<"conversations">[]> {
  return ctx.db
    .query("conversations")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .take(MAX_NUMBERS);
}
