import { defineTable } from "convex/server";
import { v } from "convex/values";
import { ownKeyTables, ownKeyTaken } from "./ownKeySchema";

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
  /** Whether the business's own key was used. */
  ownKey: v.optional(v.boolean()),
  /** Every model asked, in order. */
  calls: v.array(
    v.object({
      model: v.string(),
      outcome: v.string(),
      latencyMs: v.number(),
    }),
  ),
};

/** What the model is told of the business; `lib/assistant/business` names the same fields. */
export const voiceFields = {
  personaName: v.string(),
  description: v.string(),
  address: v.string(),
  hoursText: v.string(),
  tone: v.string(),
  languages: v.array(v.string()),
  rules: v.array(v.string()),
  customPrompt: v.union(v.string(), v.null()),
};

const standingText = v.union(v.string(), v.null());

export const profileFields = {
  ...voiceFields,
  handoffWords: v.array(v.string()),
  allowedLinkHosts: v.array(v.string()),
  activation: v.object({
    who: v.union(
      v.literal("everyone"),
      v.literal("keywords"),
      v.literal("new_contacts"),
    ),
    when: v.union(
      v.literal("always"),
      v.literal("inside_hours"),
      v.literal("outside_hours"),
    ),
    keywords: v.array(v.string()),
    newContactHours: v.number(),
    week: v.array(
      v.object({
        day: v.number(),
        fromMinute: v.number(),
        toMinute: v.number(),
      }),
    ),
    closedDays: v.array(v.string()),
  }),
  /** Sent with the first answer to a person. */
  welcomeText: standingText,
  /** Sent where the AI is not to answer, at most every `awayEveryHours` in a conversation. */
  awayText: standingText,
  awayEveryHours: v.number(),
  /** Sent when a human is called because there was no answer; null sends the handoff notice. */
  fallbackText: standingText,
  /** Sent when a human is called. */
  handoffNotice: standingText,
};

/** What an answer is made of, or why none may be. */
export const loadedTask = v.union(
  v.object({
    kind: v.literal("ready"),
    task: v.object({
      business: v.object({ name: v.string(), ...voiceFields }),
      knowledge: v.array(v.object({ title: v.string(), content: v.string() })),
      history: v.array(
        v.object({
          role: v.union(
            v.literal("customer"),
            v.literal("assistant"),
            v.literal("agent"),
          ),
          text: v.string(),
        }),
      ),
      message: v.string(),
      allowedLinkHosts: v.array(v.string()),
      models: v.array(v.string()),
    }),
    /** Null: the service's key. */
    ownKey: v.union(ownKeyTaken, v.null()),
  }),
  v.object({ kind: v.literal("budget_reached") }),
);

/** What to do with a turn whose time has come. */
export const loadedTurn = v.union(
  loadedTask,
  /** The gateway does not answer: an answer could not be sent. */
  v.object({ kind: v.literal("gateway_open") }),
  /** Its business is crowded and it was not started in another one's place. */
  v.object({ kind: v.literal("parked") }),
);

export const answerDecision = v.union(
  v.object({ kind: v.literal("answer") }),
  v.object({
    kind: v.literal("handoff"),
    reason: v.union(
      v.literal("customer_asked"),
      v.literal("unsupported_content"),
    ),
  }),
  v.object({
    kind: v.literal("silent"),
    reason: v.union(
      v.literal("ai_off"),
      v.literal("held_by_human"),
      v.literal("opted_out"),
      v.literal("too_old"),
      v.literal("outside_activation"),
    ),
  }),
  v.object({
    kind: v.literal("consent"),
    command: v.union(v.literal("stop"), v.literal("start")),
  }),
);

export const composedOutcome = v.union(
  v.object({ kind: v.literal("answer"), text: v.string() }),
  v.object({
    kind: v.literal("handoff"),
    reason: v.union(
      v.literal("model_asked"),
      v.literal("answer_refused"),
      v.literal("model_failed"),
    ),
    detail: v.string(),
  }),
);

export const testStatus = v.union(
  v.literal("pending"),
  v.literal("done"),
  v.literal("failed"),
  v.literal("budget_reached"),
);

/** One of the business's own texts, as it would have left. */
export const plannedText = v.object({
  kind: v.union(
    v.literal("welcome"),
    v.literal("away"),
    v.literal("fallback"),
    v.literal("handoff"),
  ),
  text: v.string(),
});

export const testTurnFields = {
  question: v.string(),
  /** The instant the rules were asked about. */
  askedFor: v.number(),
  asNewContact: v.boolean(),
  decision: answerDecision,
  /** Why the activation rules kept the AI silent. */
  inactiveReason: v.union(v.string(), v.null()),
  /** When a keyword last activated this chat. */
  keywordAt: v.union(v.number(), v.null()),
  status: testStatus,
  /** Null when no model was asked, or has not answered yet. */
  outcome: v.union(composedOutcome, v.null()),
  run: v.union(v.object(runFields), v.null()),
  /** The business's own texts that would have left with it. */
  texts: v.array(plannedText),
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
    /** Empty when it has none. */
    category: v.string(),
    /** Whether answers may use it. */
    isActive: v.boolean(),
    /** Ascending order of the list, and of entries that match equally. */
    position: v.number(),
    updatedAt: v.number(),
  })
    .index("by_tenant_and_position", ["tenantId", "position"])
    .index("by_tenant_and_is_active_and_position", [
      "tenantId",
      "isActive",
      "position",
    ]),
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
    /** Its place while its business is crowded; see `lib/assistant/fair-share`. */
    lane: v.union(v.literal("free"), v.literal("shared"), v.literal("parked")),
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
    .index("by_conversation", ["conversationId"])
    .index("by_tenant", ["tenantId"]),
  assistantUsage: defineTable({
    tenantId: v.id("tenants"),
    /** UTC day, `YYYY-MM-DD`. */
    day: v.string(),
    runs: v.number(),
    promptTokens: v.number(),
    answerTokens: v.number(),
    costMicros: v.number(),
    /** Runs without an answer because no model gave one. */
    failures: v.number(),
  })
    .index("by_tenant_and_day", ["tenantId", "day"])
    .index("by_day", ["day"]),
  /** One question of a member to the assistant; nothing of it is ever sent. */
  testTurns: defineTable({
    tenantId: v.id("tenants"),
    memberId: v.id("memberships"),
    ...testTurnFields,
  }).index("by_tenant_and_member", ["tenantId", "memberId"]),
  /** How many dry runs a tenant asked for on a UTC day. */
  testDays: defineTable({
    tenantId: v.id("tenants"),
    day: v.string(),
    asked: v.number(),
  }).index("by_tenant_and_day", ["tenantId", "day"]),
  /** Services that failed of late: the models, and the gateway. */
  breakers: defineTable({
    /** `gateway`, or `model:` and its name. */
    service: v.string(),
    failures: v.number(),
    /** The first failure of the gateway's window. */
    since: v.union(v.number(), v.null()),
    openUntil: v.union(v.number(), v.null()),
  }).index("by_service", ["service"]),
  ...ownKeyTables,
  /** Turns of a crowded business that wait for another one to end. */
  parkedTurns: defineTable({
    tenantId: v.id("tenants"),
    turnId: v.id("turns"),
  })
    .index("by_tenant", ["tenantId"])
    .index("by_turn", ["turnId"]),
};
