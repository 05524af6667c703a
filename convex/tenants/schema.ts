import { defineTable } from "convex/server";
import { v } from "convex/values";

export const role = v.union(
  v.literal("owner"),
  v.literal("admin"),
  v.literal("agent"),
  v.literal("viewer"),
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
};

export const tenantTables = {
  tenants: defineTable({
    name: v.string(),
    status: v.union(v.literal("active"), v.literal("suspended")),
    ...tenantSettings,
  }),
  memberships: defineTable({
    tenantId: v.id("tenants"),
    /** `tokenIdentifier` of the identity: issuer and subject. */
    subject: v.string(),
    email: v.string(),
    role,
    status: v.union(v.literal("active"), v.literal("suspended")),
  })
    .index("by_subject", ["subject"])
    .index("by_tenant_and_subject", ["tenantId", "subject"]),
  activeTenants: defineTable({
    subject: v.string(),
    tenantId: v.id("tenants"),
  }).index("by_subject", ["subject"]),
};
