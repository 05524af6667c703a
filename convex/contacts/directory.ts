import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import { tenantQuery } from "../functions";
import { pageOf } from "../pages";
import { findContacts, listTags } from "./listModel";
import { consentStatus, contactStage } from "./schema";

const MAX_TAGS = 100;

const row = v.object({
  id: v.id("contacts"),
  name: v.union(v.string(), v.null()),
  phone: v.union(v.string(), v.null()),
  consent: consentStatus,
  stage: contactStage,
  tags: v.array(v.string()),
  aiOff: v.boolean(),
  assigneeId: v.union(v.id("memberships"), v.null()),
  createdAt: v.number(),
});

/** The tenant's contacts by filter, newest first; a search by name or by the start of a number. */
export const list = tenantQuery({
  permission: "read",
  args: {
    search: v.optional(v.string()),
    stage: v.optional(contactStage),
    consent: v.optional(consentStatus),
    tag: v.optional(v.string()),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(row),
  handler: async (ctx, { search, paginationOpts, ...wanted }) => {
    const filter = { tenantId: ctx.tenant._id, ...wanted };
    const result = await findContacts(
      ctx,
      filter,
      search ?? "",
      paginationOpts,
    );
    return { ...result, page: result.page.map(rowOf) };
  },
});

/** The tags in use, at most 100. */
export const tags = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(v.string()),
  handler: async (ctx) => listTags(ctx, ctx.tenant._id, MAX_TAGS),
});

function rowOf(contact: Doc<"contacts">) {
  return {
    id: contact._id,
    name: contact.name,
    phone: contact.phone,
    consent: contact.consent,
    stage: contact.stage,
    tags: contact.tags,
    aiOff: contact.aiOff,
    assigneeId: contact.assigneeId,
    createdAt: contact._creationTime,
  };
}
