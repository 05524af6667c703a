import { v } from "convex/values";
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
import { noteCalls } from "./breakerModel";
import { compose } from "./composer";
import { getProfile } from "./model";
import { composedOutcome, runFields } from "./schema";
import { abandonTurn, getTurn } from "./turnModel";
import { recordRun } from "./usageModel";

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
    const result = await compose(loaded.task);
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
    outcome: composedOutcome,
    run: v.object(runFields),
  },
  returns: v.null(),
  handler: async (ctx, { turnId, version, outcome, run }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn === null) return null;
    await noteCalls(ctx, run.calls);
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
