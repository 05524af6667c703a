import { defineTable } from "convex/server";
import { v } from "convex/values";

export const role = v.union(
  v.literal("owner"),
  v.literal("admin"),
  v.literal("agent"),
  v.literal("viewer"),
);

export const permission = v.union(
  v.literal("read"),
  v.literal("reply"),
  v.literal("manage_contacts"),
  v.literal("manage_assistant"),
  v.literal("manage_numbers"),
  v.literal("manage_tenant"),
  v.literal("manage_team"),
  v.literal("export"),
);

export const tenantStatus = v.union(
  v.literal("active"),
  v.literal("suspended"),
);

export const memberStatus = v.union(
  v.literal("active"),
  v.literal("suspended"),
);

export const tenantSettings = {
  aiEnabled: v.boolean(),
  /** One answer per burst: how long the customer must be silent, in ms. 0 answers at once. */
  quietWindowMs: v.number(),
  /** Messages older than this are stored and never answered by the AI, in ms. */
  maxAnswerAgeMs: v.number(),
  /** How long a human keeps a conversation after writing in it, in ms. */
  takeoverMs: v.number(),
  /** Read receipts, typing and a human pause before each send. */
  pacing: v.union(v.literal("on"), v.literal("off")),
  /** Model spend per UTC day in micro-USD. */
  dailyAiBudgetMicros: v.number(),
  /** IANA name; decides which day something belongs to. */
  timeZone: v.string(),
  /** How long the texts and media of messages are kept, in days; null keeps them. */
  messageRetentionDays: v.union(v.number(), v.null()),
};

export const tenantTables = {
  tenants: defineTable({
    name: v.string(),
    status: tenantStatus,
    /** When its people declared the first run done. */
    onboardedAt: v.union(v.number(), v.null()),
    /** Set from the wish to delete the business on; it rests until it is purged or restored. */
    deletion: v.optional(
      v.object({
        requestedAt: v.number(),
        /** Null once it was purged. */
        purgeAt: v.union(v.number(), v.null()),
      }),
    ),
    /** Its own key of the language model; while it is set no other key is used. */
    ownModelKeyId: v.optional(v.id("ownModelKeys")),
    ...tenantSettings,
  })
    .index("by_purge_at", ["deletion.purgeAt"])
    .index("by_status", ["status"])
    .searchIndex("search_name", {
      searchField: "name",
      filterFields: ["status"],
    }),
  memberships: defineTable({
    tenantId: v.id("tenants"),
    /** `tokenIdentifier` of the identity: issuer and subject. */
    subject: v.string(),
    email: v.string(),
    /** As the identity said it at joining. */
    name: v.union(v.string(), v.null()),
    role,
    status: memberStatus,
  })
    .index("by_subject", ["subject"])
    .index("by_tenant_and_subject", ["tenantId", "subject"])
    .index("by_role_and_email", ["role", "email"]),
  activeTenants: defineTable({
    subject: v.string(),
    tenantId: v.id("tenants"),
  }).index("by_subject", ["subject"]),
  /** An offer to join, for one e-mail address and once. */
  invitations: defineTable({
    tenantId: v.id("tenants"),
    /** Normalised. */
    email: v.string(),
    role,
    /** SHA-256 of the token, in hex; the token itself is kept nowhere. */
    tokenHash: v.string(),
    status: v.union(
      v.literal("pending"),
      v.literal("accepted"),
      v.literal("revoked"),
    ),
    expiresAt: v.number(),
    invitedBy: v.string(),
    resolvedAt: v.union(v.number(), v.null()),
  })
    .index("by_token_hash", ["tokenHash"])
    .index("by_tenant_and_status", ["tenantId", "status"])
    .index("by_email_and_status", ["email", "status"]),
  /** Who was given the first credits; one row per person for ever. */
  signupGrants: defineTable({
    subject: v.string(),
    email: v.string(),
    tenantId: v.id("tenants"),
    credits: v.number(),
  })
    .index("by_subject", ["subject"])
    .index("by_email", ["email"]),
  /** The kinds of notification a member does not want to see. */
  notificationPreferences: defineTable({
    tenantId: v.id("tenants"),
    subject: v.string(),
    muted: v.array(v.string()),
  }).index("by_tenant_and_subject", ["tenantId", "subject"]),
};
