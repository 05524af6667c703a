import { v } from "convex/values";
import { nextBreaker } from "../../lib/assistant/breaker";
import { composeAnswer } from "../../lib/assistant/compose";
import { createGeminiClient } from "../../lib/clients/gemini";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import {
  type HandoffReason,
  requestHandoff,
  requireConversation,
} from "../conversations/model";
import { getReservation } from "../credits/reservationModel";
import { geminiEnv } from "../env";
import { internalAction, internalMutation } from "../functions";
import {
  getOutbound,
  insertHandoffNotice,
  insertOutbound,
} from "../messages/model";
import { requireTenant } from "../tenants/model";
import { getBreaker, getProfile, recordRun, setBreaker } from "./model";
import { runFields } from "./schema";
import { abandonTurn, getTurn } from "./turnModel";

/** Answers a turn, unless the customer wrote again meanwhile. */
export const generate = internalAction({
  args: { turnId: v.id("turns"), version: v.number() },
  returns: v.null(),
  handler: async (ctx, { turnId, version }) => {
    const loaded = await ctx.runQuery(internal.assistant.context.load, {
      turnId,
      version,
      now: Date.now(),
    });
    if (loaded === null) return null;
    if (loaded.kind === "budget_reached") {
      await ctx.runMutation(internal.assistant.reply.giveUp, {
        turnId,
        version,
        reason: loaded.kind,
      });
      return null;
    }
    const { apiKey, baseUrl, timeoutMs } = geminiEnv();
    const gemini = createGeminiClient({
      apiKey,
      timeoutMs,
      ...(baseUrl === undefined ? {} : { baseUrl }),
    });
    const result = await composeAnswer(loaded.task, {
      generate: (request) => gemini.generate(request),
      now: () => Date.now(),
      canary: crypto.randomUUID(),
    });
    await ctx.runMutation(internal.assistant.reply.complete, {
      turnId,
      version,
      ...result,
    });
    return null;
  },
});

/** Ends a turn for a human without a model call. */
export const giveUp = internalMutation({
  args: {
    turnId: v.id("turns"),
    version: v.number(),
    reason: v.literal("budget_reached"),
  },
  returns: v.null(),
  handler: async (ctx, { turnId, version, reason }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn?.status !== "open" || turn.version !== version) return null;
    const tenant = await requireTenant(ctx, turn.tenantId);
    await handOff(ctx, tenant, turn, reason, "");
    return null;
  },
});

const composed = v.union(
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

const OUTCOMES = {
  model_asked: "handed_off",
  answer_refused: "refused",
  model_failed: "failed",
} as const;

/** Records the run and, if its turn still wants it, queues the answer or calls a human. */
export const complete = internalMutation({
  args: {
    turnId: v.id("turns"),
    version: v.number(),
    outcome: composed,
    run: v.object(runFields),
  },
  returns: v.null(),
  handler: async (ctx, { turnId, version, outcome, run }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn === null) return null;
    for (const call of run.calls) await noteCall(ctx, call);
    const isWanted =
      turn.status === "open" &&
      turn.version === version &&
      !(await isAnswered(ctx, turn));
    const tenant = await requireTenant(ctx, turn.tenantId);
    const judged =
      outcome.kind === "answer" ? "answered" : OUTCOMES[outcome.reason];
    await recordRun(ctx, tenant, {
      tenantId: tenant._id,
      conversationId: turn.conversationId,
      turnId,
      outcome: isWanted ? judged : "superseded",
      reason:
        outcome.kind === "answer"
          ? null
          : `${outcome.reason}: ${outcome.detail}`,
      ...run,
    });
    if (!isWanted) return null;
    if (outcome.kind === "answer")
      await queueAnswer(ctx, tenant, turn, outcome.text);
    else await handOff(ctx, tenant, turn, outcome.reason, outcome.detail);
    return null;
  },
});

/** Whether this version has its answer: the watchdog may have asked a second time. */
async function isAnswered(
  ctx: MutationCtx,
  turn: Doc<"turns">,
): Promise<boolean> {
  const hold = await getReservation(ctx, turn.reservationId);
  if (hold === null || hold.messageId === null) return false;
  const answer = await getOutbound(ctx, hold.messageId);
  return answer?.outbound.turnVersion === turn.version;
}

async function noteCall(
  ctx: MutationCtx,
  call: { model: string; outcome: string },
): Promise<void> {
  const breaker = await getBreaker(ctx, call.model);
  const before = {
    failures: breaker?.failures ?? 0,
    openUntil: breaker?.openUntil ?? null,
  };
  const outcome = call.outcome === "ok" ? "ok" : "failed";
  const isCalm = before.failures === 0 && before.openUntil === null;
  if (outcome === "ok" && isCalm) return;
  await setBreaker(ctx, call.model, nextBreaker(before, outcome, Date.now()));
}

async function queueAnswer(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  turn: Doc<"turns">,
  text: string,
): Promise<void> {
  const conversation = await requireConversation(
    ctx,
    turn.tenantId,
    turn.conversationId,
  );
  const messageId = await insertOutbound(ctx, {
    conversation,
    author: "ai",
    text,
    purpose: "ai_reply",
    reservationId: turn.reservationId,
    idempotencyKey: null,
    turn: { id: turn._id, version: turn.version },
  });
  await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
    messageId,
    paced: tenant.pacing === "on",
  });
}

async function handOff(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  turn: Doc<"turns">,
  reason: HandoffReason,
  detail: string,
): Promise<void> {
  await abandonTurn(ctx, turn, "handed_off", "system:assistant", reason);
  const conversation = await requireConversation(
    ctx,
    turn.tenantId,
    turn.conversationId,
  );
  await requestHandoff(ctx, conversation, reason, detail);
  const { handoffNotice } = await getProfile(ctx, turn.tenantId);
  const messageId = await insertHandoffNotice(ctx, conversation, handoffNotice);
  if (messageId !== null) {
    await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
      messageId,
      paced: tenant.pacing === "on",
    });
  }
}
