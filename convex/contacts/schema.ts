import { defineTable } from "convex/server";
import { v } from "convex/values";

export const consentStatus = v.union(
  v.literal("unknown"),
  v.literal("opted_in"),
  v.literal("opted_out"),
);

export const contactTables = {
  contacts: defineTable({
    tenantId: v.id("tenants"),
    name: v.union(v.string(), v.null()),
    /** E.164, or null while only a hidden id is known. */
    phone: v.union(v.string(), v.null()),
    consent: consentStatus,
  })
    .index("by_tenant", ["tenantId"])
    .searchIndex("search_name", {
      searchField: "name",
      filterFields: ["tenantId"],
    }),
  /** Every id one person was seen under: `phone:+…` and `lid:…`. */
  contactAliases: defineTable({
    tenantId: v.id("tenants"),
    contactId: v.id("contacts"),
    alias: v.string(),
  })
    .index("by_tenant_and_alias", ["tenantId", "alias"])
    .index("by_contact", ["contactId"]),
  consentRecords: defineTable({
    tenantId: v.id("tenants"),
    contactId: v.id("contacts"),
    from: consentStatus,
    to: consentStatus,
    source: v.union(v.literal("whatsapp"), v.literal("member")),
    /** The words that changed it, as written. */
    text: v.string(),
    actor: v.string(),
  }).index("by_contact", ["contactId"]),
};
