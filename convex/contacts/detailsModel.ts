/*
 * What members change on a contact leaves a change record; `contactTags` mirrors tags, stage and consent.
 * A phone number is an alias: it belongs to one contact of a tenant.
 */
import type { FieldProblem } from "../../lib/contacts/fields";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getErased } from "../erasure/tombstoneModel";
import {
  getContactByPhone,
  listContactIds,
  listTagRows,
  NEW_CONTACT,
  patchTagRows,
} from "./model";

export type ContactDetails = Pick<
  Doc<"contacts">,
  "name" | "phone" | "stage" | "tags" | "note" | "aiOff" | "assigneeId"
>;

export type FieldChange = Doc<"contactChanges">["fields"][number];

/** The error of a field a person filled in. */
export function fieldError(problem: FieldProblem) {
  return appError("VALIDATION_FAILED", "A field cannot be taken.", {
    problem,
  });
}

/** A contact a member or an import makes; the phone number must be free. */
export async function insertContact(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  details: Partial<ContactDetails> & { phone: string },
): Promise<Doc<"contacts">> {
  await requireFreePhone(ctx, tenantId, details.phone, null);
  if (await isErasedPhone(ctx, tenantId, details.phone)) {
    throw fieldError("phone_erased");
  }
  const fields = {
    tenantId,
    name: null,
    consent: "unknown" as const,
    ...NEW_CONTACT,
    ...details,
  };
  const contactId = await ctx.db.insert("contacts", fields);
  await ctx.db.insert("contactAliases", {
    tenantId,
    contactId,
    alias: `phone:${details.phone}`,
  });
  const contact = { _id: contactId, _creationTime: Date.now(), ...fields };
  await replaceTagRows(ctx, contact, fields.tags);
  return contact;
}

/** Whether whoever has this number was erased here. */
export async function isErasedPhone(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  phone: string,
): Promise<boolean> {
  return (await getErased(ctx, tenantId, [`phone:${phone}`])) !== null;
}

async function requireFreePhone(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  phone: string,
  owner: Id<"contacts"> | null,
): Promise<void> {
  const holder = await getContactByPhone(ctx, tenantId, phone);
  if (holder === null || holder._id === owner) return;
  throw appError("DUPLICATE", "Another contact has this number.", {
    contactId: holder._id,
  });
}

/** Applies what is different, and records it; nothing happens when nothing is. */
export async function changeContact(
  ctx: MutationCtx,
  contact: Doc<"contacts">,
  wanted: Partial<ContactDetails>,
  actor: string,
): Promise<FieldChange[]> {
  const { patch, changes } = differenceOf(contact, wanted);
  if (changes.length === 0) return [];
  if (patch.phone !== undefined) await movePhone(ctx, contact, patch.phone);
  await ctx.db.patch("contacts", contact._id, patch);
  if (patch.tags !== undefined) {
    await replaceTagRows(ctx, { ...contact, ...patch }, patch.tags);
  } else if (patch.stage !== undefined && contact.tags.length > 0) {
    await patchTagRows(ctx, contact._id, { stage: patch.stage });
  }
  await recordChanges(ctx, contact, actor, changes);
  return changes;
}

const CHANGEABLE = [
  "name",
  "phone",
  "stage",
  "tags",
  "note",
  "aiOff",
  "assigneeId",
] as const satisfies readonly (keyof ContactDetails)[];

function differenceOf(
  contact: Doc<"contacts">,
  wanted: Partial<ContactDetails>,
): { patch: Partial<ContactDetails>; changes: FieldChange[] } {
  const patch: Partial<ContactDetails> = {};
  const changes: FieldChange[] = [];
  for (const field of CHANGEABLE) {
    const value = wanted[field];
    if (value === undefined) continue;
    const from = wordsOf(contact[field]);
    const to = wordsOf(value);
    if (from === to) continue;
    Object.assign(patch, { [field]: value });
    changes.push({ field, from, to });
  }
  return { patch, changes };
}

function wordsOf(value: ContactDetails[keyof ContactDetails]): string {
  if (value === null) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** A number that WhatsApp never showed us is forgotten with the correction; one it did stays an alias. */
async function movePhone(
  ctx: MutationCtx,
  contact: Doc<"contacts">,
  phone: string | null,
): Promise<void> {
  const { tenantId, _id: contactId } = contact;
  if (phone !== null) {
    await requireFreePhone(ctx, tenantId, phone, contactId);
    const holder = await getContactByPhone(ctx, tenantId, phone);
    if (holder === null && (await isErasedPhone(ctx, tenantId, phone))) {
      throw fieldError("phone_erased");
    }
  }
  const wrote = await ctx.db
    .query("conversations")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .first();
  const aliases = await listAliases(ctx, contactId);
  const old = aliases.find(({ alias }) => alias === `phone:${contact.phone}`);
  if (wrote === null && old !== undefined) {
    await ctx.db.delete("contactAliases", old._id);
  }
  const alias = `phone:${phone}`;
  if (phone === null || aliases.some((row) => row.alias === alias)) return;
  await ctx.db.insert("contactAliases", { tenantId, contactId, alias });
}

/** Every id a contact is known under, at most 100. */
export async function listAliases(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Doc<"contactAliases">[]> {
  return ctx.db
    .query("contactAliases")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .take(100);
}

/** Makes the tag rows of a contact exactly `tags`. */
export async function replaceTagRows(
  ctx: MutationCtx,
  { _id: contactId, tenantId, stage, consent }: Doc<"contacts">,
  tags: readonly string[],
): Promise<void> {
  const rows = await listTagRows(ctx, contactId);
  for (const row of rows) {
    if (!tags.includes(row.tag)) await ctx.db.delete("contactTags", row._id);
    else await ctx.db.patch("contactTags", row._id, { stage, consent });
  }
  const known = new Set(rows.map(({ tag }) => tag));
  for (const tag of tags) {
    if (known.has(tag)) continue;
    await ctx.db.insert("contactTags", {
      tenantId,
      contactId,
      tag,
      stage,
      consent,
    });
  }
}

export async function recordChanges(
  ctx: MutationCtx,
  { tenantId, _id: contactId }: Doc<"contacts">,
  actor: string,
  fields: FieldChange[],
): Promise<void> {
  await ctx.db.insert("contactChanges", { tenantId, contactId, actor, fields });
}

/** The newest changes of a person's contact, at most `limit`. */
export async function listChanges(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
  limit: number,
): Promise<Doc<"contactChanges">[]> {
  const changes: Doc<"contactChanges">[] = [];
  for (const id of await listContactIds(ctx, contactId)) {
    changes.push(
      ...(await ctx.db
        .query("contactChanges")
        .withIndex("by_contact", (q) => q.eq("contactId", id))
        .order("desc")
        .take(limit)),
    );
  }
  return changes
    .sort((a, b) => b._creationTime - a._creationTime)
    .slice(0, limit);
}
