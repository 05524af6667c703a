/*
 * One person is one contact, however many ids WhatsApp shows them under.
 * Consent changes only through here, and every change leaves a record.
 */
import type { ConsentStatus } from "../../lib/consent/policy";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export type Sender = {
  phone: string | null;
  lid: string | null;
  /** Fallback identity when neither is known. */
  chatId: string;
  name: string | null;
};

function aliasesOf(sender: Sender): string[] {
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

/** The contact behind a sender, created at first sight; new ids of a known person become aliases. */
export async function ensureContact(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  sender: Sender,
): Promise<Doc<"contacts">> {
  const aliases = aliasesOf(sender);
  let contactId: Id<"contacts"> | null = null;
  const unknown: string[] = [];
  for (const alias of aliases) {
    const found = await findByAlias(ctx, tenantId, alias);
    if (found === null) unknown.push(alias);
    else contactId ??= found;
  }
  contactId ??= await ctx.db.insert("contacts", {
    tenantId,
    name: sender.name,
    phone: sender.phone,
    consent: "unknown",
  });
  for (const alias of unknown) {
    await ctx.db.insert("contactAliases", { tenantId, contactId, alias });
  }
  return fillGaps(ctx, await requireContact(ctx, tenantId, contactId), sender);
}

/** A contact of this tenant; another tenant's does not exist. */
export async function requireContact(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  contactId: Id<"contacts">,
): Promise<Doc<"contacts">> {
  const contact = await ctx.db.get("contacts", contactId);
  if (contact === null || contact.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Contact not found.");
  }
  return contact;
}

export type ConsentChange = {
  to: ConsentStatus;
  source: "whatsapp" | "member";
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
  await ctx.db.insert("consentRecords", {
    tenantId: contact.tenantId,
    contactId: contact._id,
    from: contact.consent,
    to: change.to,
    source: change.source,
    text: change.text.slice(0, 200),
    actor: change.actor,
  });
}

/** The newest consent changes of a contact, at most 100. */
export async function listConsentRecords(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
): Promise<Doc<"consentRecords">[]> {
  return ctx.db
    .query("consentRecords")
    .withIndex("by_contact", (q) => q.eq("contactId", contactId))
    .order("desc")
    .take(100);
}
