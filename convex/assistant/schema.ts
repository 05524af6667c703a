import { defineTable } from "convex/server";
import { v } from "convex/values";

export const runOutcome = v.union(
  v.literal("answered"),
  v.literal("superseded"),
  v.literal("handed_off"),
  v.literal("refused"),
  v.literal("failed"),
);

export const redactionCounts = v.object({
  phone: v.number(),
  email: v.number(),
  card: v.number(),
  nationalId: v.number(),
});

export const runFields = {
  model: v.string(),
  promptTokens: v.number(),
  answerTokens: v.number(),
  latencyMs: v.number(),
  costMicros: v.number(),
  redactions: redactionCounts,
  promptHash: v.string(),
  promptParts: v.array(v.object({ name: v.string(), chars: v.number() })),
  passages: v.array(v.string()),
  /** Every model asked, in order. */
  calls: v.array(
    v.object({
      model: v.string(),
      outcome: v.string(),
      latencyMs: v.number(),
    }),
  ),
};

export const profileFields = {
  description: v.string(),
  tone: v.string(),
  language: v.union(v.string(), v.null()),
  rules: v.array(v.string()),
  customPrompt: v.union(v.string(), v.null()),
  handoffWords: v.array(v.string()),
  handoffNotice: v.union(v.string(), v.null()),
  allowedLinkHosts: v.array(v.string()),
};

export const assistantTables = {
  assistantProfiles: defineTable({
    tenantId: v.id("tenants"),
    ...profileFields,
  }).index("by_tenant", ["tenantId"]),
  knowledgeEntries: defineTable({
    tenantId: v.id("tenants"),
    title: v.string(),
    content: v.string(),
  }).index("by_tenant", ["tenantId"]),
  /** One customer burst that is owed one answer. */
  turns: defineTable({
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    status: v.union(
      v.literal("open"),
      v.literal("answered"),
      v.literal("handed_off"),
      v.literal("cancelled"),
    ),
    /** Counts the customer's messages; an answer to an older version is not sent. */
    version: v.number(),
    startedAt: v.number(),
    dueAt: v.number(),
    reservationId: v.id("reservations"),
  }),
  /** One row per model call, whatever came of it. */
  assistantRuns: defineTable({
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    turnId: v.id("turns"),
    outcome: runOutcome,
    /** The policy verdict, the handoff's words or the failure. */
    reason: v.union(v.string(), v.null()),
    ...runFields,
  })
    .index("by_turn", ["turnId"])
    .index("by_tenant", ["tenantId"]),
  assistantUsage: defineTable({
    tenantId: v.id("tenants"),
    /** UTC day, `YYYY-MM-DD`. */
    day: v.string(),
    runs: v.number(),
    promptTokens: v.number(),
    answerTokens: v.number(),
    costMicros: v.number(),
  }).index("by_tenant_and_day", ["tenantId", "day"]),
  modelBreakers: defineTable({
    model: v.string(),
    failures: v.number(),
    openUntil: v.union(v.number(), v.null()),
  }).index("by_model", ["model"]),
};
