import { type Infer, v } from "convex/values";
import { LIMITS } from "../../lib/assistant/limits";
import type { Profile } from "../../lib/assistant/profile";
import { decideReply } from "../../lib/assistant/reply-decision";
import { dueAwayText, handoffText } from "../../lib/assistant/standing";
import { parseConsentCommand } from "../../lib/consent/policy";
import { priceOf } from "../../lib/credits/prices";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import { tenantMutation, tenantQuery } from "../functions";
import { textFor } from "../messages/standingModel";
import { isSuspended } from "../tenants/model";
import { getProfile } from "./model";
import { type plannedText, testTurnFields } from "./schema";
import {
  clearTestTurns,
  insertTestTurn,
  listTestTurns,
  type TestTurn,
} from "./testChatModel";
import { countTest } from "./usageModel";

const GIVE_UP_AFTER_MS = 90_000;
const YEAR_MS = 366 * 86_400_000;

/** The caller's chat with the assistant, oldest first, and what each turn would have cost. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(
    v.object({
      id: v.id("testTurns"),
      askedAt: v.number(),
      credits: v.number(),
      ...testTurnFields,
    }),
  ),
  handler: async (ctx) => {
    const turns = await listTestTurns(ctx, ctx.tenant._id, ctx.membership._id);
    return turns.map((turn) => {
      const {
        _id,
        _creationTime,
        tenantId: _t,
        memberId: _m,
        ...fields
      } = turn;
      return {
        id: _id,
        askedAt: _creationTime,
        credits: creditsOf(turn),
        ...fields,
      };
    });
  },
});

function creditsOf({ decision, outcome, texts }: TestTurn): number {
  const isAnswered = decision.kind === "answer" && outcome?.kind === "answer";
  const sent = texts.length + (isAnswered ? 1 : 0);
  return sent * priceOf("text");
}

/**
 * Asks the assistant as a customer would, without a customer: the same rules,
 * prompt, model and policy, no send and no hold. Asked for another instant, the
 * rules answer for that one.
 */
export const ask = tenantMutation({
  permission: "reply",
  args: {
    text: v.string(),
    asNewContact: v.optional(v.boolean()),
    at: v.optional(v.number()),
  },
  returns: v.id("testTurns"),
  handler: async (ctx, { text, asNewContact = true, at }) => {
    const question = requireQuestion(text);
    const askedFor = requireInstant(at ?? Date.now());
    if (isSuspended(ctx.tenant)) {
      throw appError("SENDING_DISABLED", "This business is suspended.");
    }
    const profile = await getProfile(ctx, ctx.tenant._id);
    const earlier = await listTestTurns(
      ctx,
      ctx.tenant._id,
      ctx.membership._id,
    );
    const verdict = judge(ctx.tenant, profile, earlier, {
      question,
      askedFor,
      asNewContact,
    });
    const needsModel =
      verdict.decision.kind === "answer" || verdict.decision.kind === "silent";
    const turnId = await insertTestTurn(ctx, earlier, {
      tenantId: ctx.tenant._id,
      memberId: ctx.membership._id,
      question,
      askedFor,
      asNewContact,
      ...verdict,
      status: needsModel ? "pending" : "done",
      outcome: null,
      run: null,
    });
    await countTest(ctx, ctx.tenant._id);
    if (!needsModel) return turnId;
    await ctx.scheduler.runAfter(0, internal.assistant.testRun.generate, {
      tenantId: ctx.tenant._id,
      turnId,
    });
    await ctx.scheduler.runAfter(
      GIVE_UP_AFTER_MS,
      internal.assistant.testRun.giveUp,
      { turnId },
    );
    return turnId;
  },
});

/** Forgets the caller's chat with the assistant. */
export const clear = tenantMutation({
  permission: "reply",
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    await clearTestTurns(ctx, ctx.tenant._id, ctx.membership._id);
    return null;
  },
});

function requireQuestion(text: string): string {
  const question = text.trim();
  if (question === "" || question.length > LIMITS.testMessage) {
    throw appError(
      "VALIDATION_FAILED",
      `A message has 1 to ${String(LIMITS.testMessage)} characters.`,
    );
  }
  return question;
}

function requireInstant(at: number): number {
  if (!Number.isSafeInteger(at) || Math.abs(at - Date.now()) > YEAR_MS) {
    throw appError("VALIDATION_FAILED", "The time is within a year of today.");
  }
  return at;
}

type Verdict = Pick<
  TestTurn,
  "decision" | "inactiveReason" | "keywordAt" | "texts"
>;

/** What the rules would do with the question, and the texts that would leave at once. */
function judge(
  tenant: Doc<"tenants">,
  profile: Profile,
  earlier: readonly TestTurn[],
  asked: Pick<TestTurn, "question" | "askedFor" | "asNewContact">,
): Verdict {
  const keywordAt = earlier.at(-1)?.keywordAt ?? null;
  const command = parseConsentCommand(asked.question);
  if (command !== null) {
    const decision = { kind: "consent" as const, command: command.command };
    return { decision, inactiveReason: null, keywordAt, texts: [] };
  }
  const { decision, activation } = decideReply({
    profile,
    timeZone: tenant.timeZone,
    aiEnabled: tenant.aiEnabled,
    heldByHuman: false,
    consent: "unknown",
    contactSince: asked.asNewContact ? asked.askedFor : 0,
    keywordAt,
    text: asked.question,
    now: asked.askedFor,
    sentAt: asked.askedFor,
    maxAgeMs: tenant.maxAnswerAgeMs,
  });
  return {
    decision,
    inactiveReason: activation.active ? null : activation.reason,
    keywordAt:
      activation.active && activation.byKeyword ? asked.askedFor : keywordAt,
    texts: textsOf(tenant, profile, earlier, decision),
  };
}

function textsOf(
  tenant: Doc<"tenants">,
  profile: Profile,
  earlier: readonly TestTurn[],
  decision: TestTurn["decision"],
): Infer<typeof plannedText>[] {
  const planned = (
    kind: Infer<typeof plannedText>["kind"],
    template: string | null,
  ) => {
    if (template === null) return [];
    const text = textFor(template, { tenant, profile, contactName: null });
    return text === "" ? [] : [{ kind, text }];
  };
  if (decision.kind === "answer" && earlier.length === 0) {
    return planned("welcome", profile.welcomeText);
  }
  if (decision.kind === "handoff") {
    const chosen = handoffText(profile, decision.reason);
    return chosen === null ? [] : planned(chosen.kind, chosen.template);
  }
  if (decision.kind === "silent" && decision.reason === "outside_activation") {
    const wasSaid = earlier.some(({ texts }) =>
      texts.some(({ kind }) => kind === "away"),
    );
    return wasSaid ? [] : planned("away", dueAwayText(profile, null, 0));
  }
  return [];
}
