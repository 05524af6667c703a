import { defineTable } from "convex/server";
import { v } from "convex/values";

export const consentStatus = v.union(
  v.literal("unknown"),
  v.literal("opted_in"),
  v.literal("opted_out"),
);

export const contactStage = v.union(
  v.literal("new"),
  v.literal("qualified"),
  v.literal("customer"),
  v.literal("lost"),
);

export const consentSource = v.union(
  v.literal("whatsapp"),
  v.literal("member"),
  v.literal("import"),
  v.literal("merge"),
);

/** What the business keeps about a person; `NEW_CONTACT` of the model is its blank form. */
export const contactDetails = {
  stage: contactStage,
  /** Lower case, without repeats, at most 20. */
  tags: v.array(v.string()),
  note: v.string(),
  /** A personal contact: the AI never answers. */
  aiOff: v.boolean(),
  /** The member who looks after this person. */
  assigneeId: v.union(v.id("memberships"), v.null()),
};

/** Rows come in while it uploads and are taken in while it runs. */
export const importStatus = v.union(
  v.literal("uploading"),
  v.literal("running"),
  v.literal("done"),
  v.literal("cancelled"),
);

/** The cells of one line of a CSV file, as written. */
export const importRow = v.object({
  line: v.number(),
  phone: v.string(),
  name: v.string(),
  stage: v.string(),
  tags: v.string(),
  note: v.string(),
  consent: v.string(),
});

export const contactTables = {
  contacts: defineTable({
    tenantId: v.id("tenants"),
    name: v.union(v.string(), v.null()),
    /** E.164, or null while only a hidden id is known. */
    phone: v.union(v.string(), v.null()),
    consent: consentStatus,
    ...contactDetails,
    /** Set when the person was erased here before: messages up to then are not taken in again. */
    erasedUpTo: v.optional(v.number()),
  })
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes -- sorted by creation
    .index("by_tenant", ["tenantId"])
    .index("by_tenant_and_phone", ["tenantId", "phone"])
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes -- sorted by creation
    .index("by_tenant_and_stage", ["tenantId", "stage"])
    .index("by_tenant_and_consent", ["tenantId", "consent"])
    .index("by_tenant_and_stage_and_consent", ["tenantId", "stage", "consent"])
    .searchIndex("search_name", {
      searchField: "name",
      filterFields: ["tenantId", "stage", "consent"],
    }),
  /** One row per tag of a contact, with what the list filters by. */
  contactTags: defineTable({
    tenantId: v.id("tenants"),
    contactId: v.id("contacts"),
    tag: v.string(),
    stage: contactStage,
    consent: consentStatus,
  })
    .index("by_contact", ["contactId"])
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes -- sorted by creation
    .index("by_tenant_and_tag", ["tenantId", "tag"])
    // eslint-disable-next-line @convex-dev/no-duplicate-indexes -- sorted by creation
    .index("by_tenant_and_tag_and_stage", ["tenantId", "tag", "stage"])
    .index("by_tenant_and_tag_and_consent", ["tenantId", "tag", "consent"])
    .index("by_tenant_and_tag_and_stage_and_consent", [
      "tenantId",
      "tag",
      "stage",
      "consent",
    ]),
  /** Every id one person was seen under: `phone:+…` and `lid:…`. */
  contactAliases: defineTable({
    tenantId: v.id("tenants"),
    contactId: v.id("contacts"),
    alias: v.string(),
  })
    .index("by_tenant_and_alias", ["tenantId", "alias"])
    .index("by_contact", ["contactId"]),
  /** Contacts that were merged away, and into which. */
  mergedContacts: defineTable({
    tenantId: v.id("tenants"),
    /** The contact that no longer exists. */
    mergedId: v.id("contacts"),
    contactId: v.id("contacts"),
  })
    .index("by_merged_id", ["mergedId"])
    .index("by_contact", ["contactId"]),
  consentRecords: defineTable({
    tenantId: v.id("tenants"),
    contactId: v.id("contacts"),
    from: consentStatus,
    to: consentStatus,
    source: consentSource,
    /** The words that changed it, as written. */
    text: v.string(),
    actor: v.string(),
  }).index("by_contact", ["contactId"]),
  /** What members changed on a contact, field by field. */
  contactChanges: defineTable({
    tenantId: v.id("tenants"),
    contactId: v.id("contacts"),
    actor: v.string(),
    fields: v.array(
      v.object({ field: v.string(), from: v.string(), to: v.string() }),
    ),
  }).index("by_contact", ["contactId"]),
  /** One CSV file on its way in; the record is the job. */
  contactImports: defineTable({
    tenantId: v.id("tenants"),
    fileName: v.string(),
    status: importStatus,
    /** Where the consent of the file comes from; null when it has none. */
    consentEvidence: v.union(v.string(), v.null()),
    total: v.number(),
    /** ISO country of numbers without a country code, or null. */
    country: v.union(v.string(), v.null()),
    /** Rows stored so far; the next batch to store starts here. */
    uploaded: v.number(),
    /** Rows taken in so far. */
    processed: v.number(),
    created: v.number(),
    updated: v.number(),
    failed: v.number(),
    actor: v.string(),
  }).index("by_tenant_and_status", ["tenantId", "status"]),
  /** Rows of a file that wait to be taken in; gone afterwards. */
  contactImportBatches: defineTable({
    importId: v.id("contactImports"),
    start: v.number(),
    rows: v.array(importRow),
  }).index("by_import_and_start", ["importId", "start"]),
  contactImportErrors: defineTable({
    importId: v.id("contactImports"),
    /** Line in the file; the header is 1. */
    line: v.number(),
    problem: v.string(),
    value: v.string(),
  }).index("by_import", ["importId"]),
};
