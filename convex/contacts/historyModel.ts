/* Reads of contacts for what is counted and shown of them later. */
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { getContact } from "./model";

/** A contact of this tenant; null for another's and for one that is gone. */
export async function getOwnContact(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  contactId: Id<"contacts">,
): Promise<Doc<"contacts"> | null> {
  const contact = await getContact(ctx, contactId);
  return contact?.tenantId === tenantId ? contact : null;
}

/** Changes of consent of all tenants in the order they were made, from `at` on and before `until`. */
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
