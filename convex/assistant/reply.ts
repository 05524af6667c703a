import { type Infer, v } from "convex/values";
import { modelRetryMs } from "../../lib/assistant/retry";
import { waitMs } from "../../lib/messages/gateway-breaker";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { ActionCtx, MutationCtx } from "../_generated/server";
import {
  type HandoffReason,
  requestHandoff,
  requireConversation,
} from "../conversations/model";
import { getReservation } from "../credits/reservationModel";
import { internalAction, internalMutation } from "../functions";
import { requireContact } from "../contacts/model";
import { claimMessage } from "../messages/claimModel";
import { getOutbound, insertOutbound } from "../messages/model";
import { deliver, sendClaimed } from "../messages/dispatch";
import { claimed } from "../messages/schema";
import { insertHandoffText } from "../messages/standingModel";
import { requireTenant } from "../tenants/model";
import { type Breakers, gatewayOpenUntil } from "./breakerModel";
import { compose } from "./composer";
import { passOn } from "./laneModel";
import { getProfile } from "./model";
import { learn } from "./ownKeyModel";
import { ownKeyUsed } from "./ownKeySchema";
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
      case "ready": {
        const queued = await ctx.runMutation(
          internal.assistant.reply.complete,
          { ...turn, attempt, ...(await compose(loaded)) },
        );
        if (queued !== null) await send(ctx, queued);
      }
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

const queuedAnswer = v.object({
  messageId: v.id("messages"),
  /** Null when a human pause comes first, and the last look after it. */
  claim: v.union(claimed, v.null()),
});

type Queued = Infer<typeof queuedAnswer>;

async function send(
  ctx: ActionCtx,
  { messageId, claim }: Queued,
): Promise<void> {
  if (claim === null) await deliver(ctx, { messageId, paced: true });
  else await sendClaimed(ctx, messageId, claim);
}

const OUTCOMES = {
  model_asked: "handed_off",
  answer_refused: "refused",
  model_failed: "failed",
} as const;

/**
 * Records the run and, if its turn still wants it, queues the answer or calls a human.
 * Returns what the caller is to deliver now; null when nothing is, or a job will.
 */
export const complete = internalMutation({
  args: {
    turnId: v.id("turns"),
    version: v.number(),
    /** How often the models were asked before, to no avail. */
    attempt,
    outcome: composedOutcome,
    run: v.object(runFields),
    ownKey: v.optional(ownKeyUsed),
  },
  returns: v.union(queuedAnswer, v.null()),
  handler: async (ctx, args): Promise<Queued | null> => {
    const { turnId, version, attempt = 0, outcome, run } = args;
    const turn = await getTurn(ctx, turnId);
    if (turn === null) return null;
    const breakers = await learn(ctx, turn.tenantId, run.calls, args.ownKey);
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
      return queueAnswer(ctx, tenant, turn, outcome.text, breakers);
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
): Promise<Queued | null> {
  const conversation = await requireConversation(
    ctx,
    turn.tenantId,
    turn.conversationId,
  );
  const message = await insertOutbound(ctx, {
    conversation,
    author: "ai",
    text,
    purpose: "ai_reply",
    reservationId: turn.reservationId,
    idempotencyKey: null,
    turn: { id: turn._id, version: turn.version },
  });
  const messageId = message._id;
  const paced = tenant.pacing === "on";
  const now = Date.now();
  const openUntil = gatewayOpenUntil(breakers, now);
  if (openUntil !== null) {
    const delayMs = waitMs(openUntil, now, Math.random());
    const later = { messageId, paced };
    await ctx.scheduler.runAfter(delayMs, internal.messages.sender.send, later);
    return null;
  }
  if (paced) return { messageId, claim: null };
  const around = { tenant, turn, conversation };
  const claim = await claimMessage(ctx, message, around);
  return claim === null ? null : { messageId, claim };
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
