import { v } from "convex/values";
import { modelRetryMs } from "../../lib/assistant/retry";
import { waitMs } from "../../lib/messages/gateway-breaker";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import {
  type HandoffReason,
  requestHandoff,
  requireConversation,
} from "../conversations/model";
import { getReservation } from "../credits/reservationModel";
import { internalAction, internalMutation } from "../functions";
import { requireContact } from "../contacts/model";
import { getOutbound, insertOutbound } from "../messages/model";
import { insertHandoffText } from "../messages/standingModel";
import { requireTenant } from "../tenants/model";
import { type Breakers, gatewayOpenUntil, noteCalls } from "./breakerModel";
import { compose } from "./composer";
import { passOn } from "./laneModel";
import { getProfile } from "./model";
import { composedOutcome, runFields } from "./schema";
import { abandonTurn, getTurn } from "./turnModel";
import { recordRun } from "./usageModel";

const attempt = v.optional(v.number());

/** Answers a turn, unless the customer wrote again meanwhile or it has to wait. */
export const generate = internalAction({
  args: { turnId: v.id("turns"), version: v.number(), attempt },
  returns: v.null(),
  handler: async (ctx, { turnId, version, attempt = 0 }) => {
    const loaded = await ctx.runQuery(internal.assistant.context.load, {
      turnId,
      version,
      now: Date.now(),
    });
    if (loaded === null) return null;
    const turn = { turnId, version };
    switch (loaded.kind) {
      case "gateway_open":
        await ctx.runMutation(internal.assistant.waiting.postpone, turn);
        break;
      case "parked":
        await ctx.runMutation(internal.assistant.waiting.start, turn);
        break;
      case "budget_reached":
        await ctx.runMutation(internal.assistant.reply.giveUp, {
          ...turn,
          reason: "budget_reached",
        });
        break;
      case "ready":
        await ctx.runMutation(internal.assistant.reply.complete, {
          ...turn,
          attempt,
          ...(await compose(loaded.task)),
        });
    }
    return null;
  },
});

/** Ends a turn for a human without a model call. */
export const giveUp = internalMutation({
  args: {
    turnId: v.id("turns"),
    version: v.number(),
    reason: v.union(v.literal("budget_reached"), v.literal("overdue")),
  },
  returns: v.null(),
  handler: async (ctx, { turnId, version, reason }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn?.status !== "open" || turn.version !== version) return null;
    await passOn(ctx, turn);
    const tenant = await requireTenant(ctx, turn.tenantId);
    if (reason === "budget_reached") {
      await handOff(ctx, tenant, turn, reason, "");
    } else await handOff(ctx, tenant, turn, "model_failed", "too many at once");
    return null;
  },
});

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
    /** How often the models were asked before, to no avail. */
    attempt,
    outcome: composedOutcome,
    run: v.object(runFields),
  },
  returns: v.null(),
  handler: async (ctx, { turnId, version, attempt = 0, outcome, run }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn === null) return null;
    const breakers = await noteCalls(ctx, run.calls);
    if (turn.version === version) await passOn(ctx, turn);
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
    if (outcome.kind === "answer") {
      await queueAnswer(ctx, tenant, turn, outcome.text, breakers);
      return null;
    }
    const { reason, detail } = outcome;
    const retryMs =
      reason === "model_failed"
        ? modelRetryMs(detail, attempt, Math.random())
        : null;
    if (retryMs === null) await handOff(ctx, tenant, turn, reason, detail);
    else await askAgain(ctx, turn, attempt + 1, retryMs);
    return null;
  },
});

async function askAgain(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  attempt: number,
  afterMs: number,
): Promise<void> {
  await ctx.scheduler.runAfter(afterMs, internal.assistant.reply.generate, {
    turnId: turn._id,
    version: turn.version,
    attempt,
  });
}

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

async function queueAnswer(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  turn: Doc<"turns">,
  text: string,
  breakers: Breakers,
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
  const now = Date.now();
  const openUntil = gatewayOpenUntil(breakers, now);
  const delayMs =
    openUntil === null ? 0 : waitMs(openUntil, now, Math.random());
  await ctx.scheduler.runAfter(delayMs, internal.messages.sender.send, {
    messageId,
    paced: tenant.pacing === "on",
    isGatewayCalm: openUntil === null,
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
  const messageId = await insertHandoffText(
    ctx,
    {
      tenant,
      conversation,
      contact: await requireContact(ctx, turn.tenantId, conversation.contactId),
      profile: await getProfile(ctx, turn.tenantId),
    },
    reason,
  );
  if (messageId !== null) {
    await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
      messageId,
      paced: tenant.pacing === "on",
    });
  }
}
