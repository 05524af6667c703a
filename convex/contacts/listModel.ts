/*
 * Every filter of the list is one range of one index, newest contact first.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import type { ConsentStatus } from "../../lib/consent/policy";
import type { Stage } from "../../lib/contacts/fields";
import { isPhoneLike, phonePrefix } from "../../lib/contacts/search";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { getHomeCountry } from "./countryModel";

const MAX_SEARCH_CHARS = 100;

type Contact = Doc<"contacts">;

export type ContactFilter = {
  tenantId: Id<"tenants">;
  stage?: Stage;
  consent?: ConsentStatus;
  tag?: string;
};

/** A page of what a filter and a search show: a name, or the start of a number. */
export async function findContacts(
  ctx: QueryCtx,
  filter: ContactFilter,
  search: string,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Contact>> {
  const text = search.trim();
  if (text.length > MAX_SEARCH_CHARS) {
    throw appError("VALIDATION_FAILED", "This search is too long.");
  }
  if (text === "") return listContacts(ctx, filter, paginationOpts);
  if (isPhoneLike(text)) {
    const country = text.startsWith("0")
      ? await getHomeCountry(ctx, filter.tenantId)
      : null;
    const prefix = phonePrefix(text, country);
    if (prefix !== null) {
      return searchByPhone(ctx, filter, prefix, paginationOpts);
    }
  }
  return searchByName(ctx, filter, text, paginationOpts);
}

/** A page of the contacts a filter shows. */
async function listContacts(
  ctx: QueryCtx,
  filter: ContactFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Contact>> {
  if (filter.tag === undefined) {
    return contactRange(ctx, filter).order("desc").paginate(paginationOpts);
  }
  const tagged = await tagRange(ctx, { ...filter, tag: filter.tag })
    .order("desc")
    .paginate(paginationOpts);
  const contacts = await Promise.all(
    tagged.page.map(({ contactId }) => ctx.db.get("contacts", contactId)),
  );
  return { ...tagged, page: contacts.filter((found) => found !== null) };
}

function contactRange(
  ctx: QueryCtx,
  { tenantId, stage, consent }: ContactFilter,
) {
  if (stage !== undefined && consent !== undefined) {
    return ctx.db
      .query("contacts")
      .withIndex("by_tenant_and_stage_and_consent", (q) =>
        q.eq("tenantId", tenantId).eq("stage", stage).eq("consent", consent),
      );
  }
  if (stage !== undefined) {
    return ctx.db
      .query("contacts")
      .withIndex("by_tenant_and_stage", (q) =>
        q.eq("tenantId", tenantId).eq("stage", stage),
      );
  }
  if (consent !== undefined) {
    return ctx.db
      .query("contacts")
      .withIndex("by_tenant_and_consent", (q) =>
        q.eq("tenantId", tenantId).eq("consent", consent),
      );
  }
  return ctx.db
    .query("contacts")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId));
}

function tagRange(
  ctx: QueryCtx,
  { tenantId, stage, consent, tag }: ContactFilter & { tag: string },
) {
  if (stage !== undefined && consent !== undefined) {
    return ctx.db
      .query("contactTags")
      .withIndex("by_tenant_and_tag_and_stage_and_consent", (q) =>
        q
          .eq("tenantId", tenantId)
          .eq("tag", tag)
          .eq("stage", stage)
          .eq("consent", consent),
      );
  }
  if (stage !== undefined) {
    return ctx.db
      .query("contactTags")
      .withIndex("by_tenant_and_tag_and_stage", (q) =>
        q.eq("tenantId", tenantId).eq("tag", tag).eq("stage", stage),
      );
  }
  if (consent !== undefined) {
    return ctx.db
      .query("contactTags")
      .withIndex("by_tenant_and_tag_and_consent", (q) =>
        q.eq("tenantId", tenantId).eq("tag", tag).eq("consent", consent),
      );
  }
  return ctx.db
    .query("contactTags")
    .withIndex("by_tenant_and_tag", (q) =>
      q.eq("tenantId", tenantId).eq("tag", tag),
    );
}

/** A page of the contacts whose name has the words of `text`; best match first. */
async function searchByName(
  ctx: QueryCtx,
  filter: ContactFilter,
  text: string,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Contact>> {
  const { tenantId, stage, consent } = filter;
  const found = await ctx.db
    .query("contacts")
    .withSearchIndex("search_name", (q) => {
      const mine = q.search("name", text).eq("tenantId", tenantId);
      const staged = stage === undefined ? mine : mine.eq("stage", stage);
      return consent === undefined ? staged : staged.eq("consent", consent);
    })
    .paginate(paginationOpts);
  return { ...found, page: found.page.filter(matching(filter)) };
}

/** A page of the contacts whose number starts with `prefix`, in the order of their numbers. */
async function searchByPhone(
  ctx: QueryCtx,
  filter: ContactFilter,
  prefix: string,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Contact>> {
  const found = await ctx.db
    .query("contacts")
    .withIndex("by_tenant_and_phone", (q) =>
      q
        .eq("tenantId", filter.tenantId)
        .gte("phone", prefix)
        .lt("phone", `${prefix}:`),
    )
    .paginate(paginationOpts);
  return { ...found, page: found.page.filter(matching(filter)) };
}

function matching({ stage, consent, tag }: ContactFilter) {
  return (contact: Contact) =>
    (stage === undefined || contact.stage === stage) &&
    (consent === undefined || contact.consent === consent) &&
    (tag === undefined || contact.tags.includes(tag));
}

/** The tags in use, in order, at most `limit`; one read each. */
export async function listTags(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  limit: number,
): Promise<string[]> {
  const tags: string[] = [];
  let last = "";
  while (tags.length < limit) {
    const next = await ctx.db
      .query("contactTags")
      .withIndex("by_tenant_and_tag", (q) =>
        q.eq("tenantId", tenantId).gt("tag", last),
      )
      .first();
    if (next === null) break;
    last = next.tag;
    tags.push(last);
  }
  return tags;
}
