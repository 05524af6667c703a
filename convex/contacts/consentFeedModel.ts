/* Reads of contacts and their consent for what is counted and shown of them elsewhere. */
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

/** Consent changes of all tenants in the order they were made, from `at` on and before `until`. */
export async function listConsentChanges(
  ctx: QueryCtx,
  at: number,
  until: number,
  limit: number,
): Promise<Doc<"consentRecords">[]> {
  return ctx.db
    .query("consentRecords")
    .withIndex("by_creation_time", (q) =>
      q.gte("_creationTime", at).lt("_creationTime", until),
    )
    .take(limit);
}

/** A contact of this tenant, or null: it may be merged away or erased. */
export async function getOwnContact(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  contactId: Id<"contacts">,
): Promise<Doc<"contacts"> | null> {
  const contact = await ctx.db.get("contacts", contactId);
  return contact?.tenantId === tenantId ? contact : null;
}
