/*
 * One person is one contact, however many ids WhatsApp shows them under.
 * A contact that was merged away is found as the one it became.
 * Consent changes only through here, and every change leaves a record.
 * Whoever was erased starts anew with the first message after it; older ones stay unknown.
 */
import type { ConsentStatus } from "../../lib/consent/policy";
import { CONTACT_LIMITS } from "../../lib/contacts/fields";
import { appError } from "../../lib/errors";
import { cut } from "../../lib/text/clean";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getErased } from "../erasure/tombstoneModel";

/** How many contacts one contact may have taken up. */
export const MAX_MERGED = 20;

/** What a contact starts with. */
export const NEW_CONTACT = {
  stage: "new" as const,
  tags: [],
  note: "",
  aiOff: false,
  assigneeId: null,
};

export type Sender = {
  phone: string | null;
  lid: string | null;
  /** Fallback identity when neither is known. */
  chatId: string;
  name: string | null;
  /** When the message was written. */
  at: number;
};

function aliasesOf(sender: Pick<Sender, "phone" | "lid" | "chatId">): string[] {
  const aliases: string[] = [];
  if (sender.phone !== null) aliases.push(`phone:${sender.phone}`);
  if (sender.lid !== null) aliases.push(`lid:${sender.lid}`);
  if (aliases.length === 0) aliases.push(`chat:${sender.chatId}`);
  return aliases;
}

async function findByAlias(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  alias: string,
): Promise<Id<"contacts"> | null> {
  const row = await ctx.db
    .query("contactAliases")
    .withIndex("by_tenant_and_alias", (q) =>
      q.eq("tenantId", tenantId).eq("alias", alias),
    )
    .unique();
  return row?.contactId ?? null;
}

/** The contact of a person who is known here by one of these ids, or null. */
export async function findContactOf(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  sender: Pick<Sender, "phone" | "lid" | "chatId">,
): Promise<Id<"contacts"> | null> {
  for (const alias of aliasesOf(sender)) {
    const found = await findByAlias(ctx, tenantId, alias);
    if (found !== null) return found;
  }
  return null;
}

async function fillGaps(
  ctx: MutationCtx,
  contact: Doc<"contacts">,
  sender: Sender,
): Promise<Doc<"contacts">> {
  const gaps: Partial<Doc<"contacts">> = {};
  if (contact.name === null && sender.name !== null) gaps.name = sender.name;
  if (contact.phone === null && sender.phone !== null)
    gaps.phone = sender.phone;
  if (Object.keys(gaps).length === 0) return contact;
  await ctx.db.patch("contacts", contact._id, gaps);
  return { ...contact, ...gaps };
}

/**
 * The contact behind a sender, created at first sight; new ids of a known person become aliases.
 * Null for a message from before the person was erased.
 */
export async function ensureContact(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  sender: Sender,
): Promise<Doc<"contacts"> | null> {
  const aliases = aliasesOf(sender);
  let contactId: Id<"contacts"> | null = null;
  const unknown: string[] = [];
  for (const alias of aliases) {
    const found = await findByAlias(ctx, tenantId, alias);
    if (found === null) unknown.push(alias);
    else contactId ??= found;
  }
  const known =
    contactId === null ? null : await requireContact(ctx, tenantId, contactId);
  if (known !== null && isErased(known, sender)) return null;
  contactId ??= await insertSender(ctx, tenantId, sender);
  if (contactId === null) return null;
  for (const alias of unknown) {
    await ctx.db.insert("contactAliases", { tenantId, contactId, alias });
  }
  const contact = known ?? (await requireContact(ctx, tenantId, contactId));
  return fillGaps(ctx, contact, sender);
}

function isErased({ erasedUpTo }: Doc<"contacts">, { at }: Sender): boolean {
  return erasedUpTo !== undefined && at <= erasedUpTo;
}

/** A person at first sight. Who was erased comes back only by writing anew, and stays opted out. */
async function insertSender(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  sender: Sender,
): Promise<Id<"contacts"> | null> {
  const erased = await getErased(ctx, tenantId, aliasesOf(sender));
  if (erased !== null && sender.at <= erased.erasedAt) return null;
  return ctx.db.insert("contacts", {
    tenantId,
    name: sender.name,
    phone: sender.phone,
    consent: erased?.optedOut === true ? "opted_out" : "unknown",
    ...NEW_CONTACT,
    ...(erased === null ? {} : { erasedUpTo: erased.erasedAt }),
  });
}

/** A contact of this tenant, under its own id or one merged into it; another tenant's does not exist. */
export async function requireContact(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  contactId: Id<"contacts">,
): Promise<Doc<"contacts">> {
  const contact = await getContact(ctx, contactId);
  if (contact === null || contact.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Contact not found.");
  }
  return contact;
}

/** The contact of an id, or the one it was merged into; the caller checks the tenant. */
export async function getContact(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Doc<"contacts"> | null> {
  return (
    (await ctx.db.get("contacts", contactId)) ??
    (await getMergeTarget(ctx, contactId))
  );
}

async function getMergeTarget(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Doc<"contacts"> | null> {
  const merged = await ctx.db
    .query("mergedContacts")
    .withIndex("by_merged_id", (q) => q.eq("mergedId", contactId))
    .unique();
  return merged === null ? null : ctx.db.get("contacts", merged.contactId);
}

/** The contact of a phone number, in E.164. */
export async function getContactByPhone(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  phone: string,
): Promise<Doc<"contacts"> | null> {
  const contactId = await findByAlias(ctx, tenantId, `phone:${phone}`);
  return contactId === null ? null : ctx.db.get("contacts", contactId);
}

/** The ids a person's conversations and records are kept under: the contact's own and those merged into it. */
export async function listContactIds(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Id<"contacts">[]> {
  const merged = await ctx.db
    .query("mergedContacts")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .take(MAX_MERGED);
  return [contactId, ...merged.map(({ mergedId }) => mergedId)];
}

export type ConsentChange = {
  to: ConsentStatus;
  source: Doc<"consentRecords">["source"];
  text: string;
  actor: string;
};

/** Sets the consent and keeps the words, the source and the actor. */
export async function changeConsent(
  ctx: MutationCtx,
  contact: Doc<"contacts">,
  change: ConsentChange,
): Promise<void> {
  if (contact.consent === change.to) return;
  await ctx.db.patch("contacts", contact._id, { consent: change.to });
  if (contact.tags.length > 0) {
    await patchTagRows(ctx, contact._id, { consent: change.to });
  }
  await ctx.db.insert("consentRecords", {
    tenantId: contact.tenantId,
    contactId: contact._id,
    from: contact.consent,
    to: change.to,
    source: change.source,
    text: cut(change.text, CONTACT_LIMITS.evidenceChars),
    actor: change.actor,
  });
}

/** Brings the list's copies of a contact's stage and consent up to date. */
export async function patchTagRows(
  ctx: MutationCtx,
  contactId: Id<"contacts">,
  patch: Partial<Pick<Doc<"contactTags">, "stage" | "consent">>,
): Promise<void> {
  for (const row of await listTagRows(ctx, contactId)) {
    await ctx.db.patch("contactTags", row._id, patch);
  }
}

export async function listTagRows(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Doc<"contactTags">[]> {
  return ctx.db
    .query("contactTags")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .take(CONTACT_LIMITS.tags);
}

/** The newest consent changes of a person, at most 100. */
export async function listConsentRecords(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Doc<"consentRecords">[]> {
  const records: Doc<"consentRecords">[] = [];
  for (const id of await listContactIds(ctx, contactId)) {
    records.push(
      ...(await ctx.db
        .query("consentRecords")
        .withIndex("by_contact", (q) => q.eq("contactId", id))
        .order("desc")
        .take(100)),
    );
  }
  return records
    .sort((a, b) => b._creationTime - a._creationTime)
    .slice(0, 100);
}
