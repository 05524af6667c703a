import type { Id } from "../../convex/_generated/dataModel";
import { NEW_CONTACT } from "../../convex/contacts/model";
import type { Ids } from "./functions/row";
import type { Backend } from "./product";

export type ContactIds = Pick<Ids, "otherContactId" | "importId">;

/** A second contact and an import that waits for its rows. */
export async function seedContacts(
  t: Backend,
  tenantId: Id<"tenants">,
): Promise<ContactIds> {
  return t.run(async (ctx) => ({
    otherContactId: await ctx.db.insert("contacts", {
      tenantId,
      name: "Somebody else",
      phone: null,
      consent: "unknown",
      ...NEW_CONTACT,
    }),
    importId: await ctx.db.insert("contactImports", {
      tenantId,
      fileName: "people.csv",
      status: "uploading",
      consentEvidence: null,
      country: null,
      total: 3,
      uploaded: 0,
      processed: 0,
      created: 0,
      updated: 0,
      failed: 0,
      actor: "user:seed",
    }),
  }));
}

export async function removeContacts(
  t: Backend,
  { otherContactId, importId }: ContactIds,
): Promise<void> {
  await t.run(async (ctx) => {
    await ctx.db.delete(otherContactId);
    await ctx.db.delete(importId);
  });
}
