import { v } from "convex/values";
import { priceOf } from "../../lib/credits/prices";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { openTurn } from "../assistant/turnModel";
import { getConversation, patchConversation } from "../conversations/model";
import { reserve } from "../credits/reservationModel";
import { internalMutation } from "../functions";
import { listRecent } from "../messages/model";
import { isSendingStopped } from "../operators/model";
import { isSuspended, requireTenant } from "../tenants/model";
import {
  noteRetriedTurn,
  requireAnyFailedTurn,
  startTurnAt,
} from "./failedTurnModel";
import { judgeMessage } from "./replayModel";

const RECENT = 30;

type Attempt = {
  isRetried: boolean;
  status: "open" | "retried" | "handled";
  outcome: string;
};

const refused = (outcome: string): Attempt => ({
  isRetried: false,
  status: "open",
  outcome,
});
const handled = (outcome: string): Attempt => ({
  isRetried: false,
  status: "handled",
  outcome,
});

/** Starts the turn again that a failed one was, if its customer still waits and the rules of now allow it. */
export const attempt = internalMutation({
  args: { failedTurnId: v.id("failedTurns"), actor: v.string() },
  returns: v.object({ isRetried: v.boolean(), outcome: v.string() }),
  handler: async (ctx, { failedTurnId, actor }) => {
    const failed = await requireAnyFailedTurn(ctx, failedTurnId);
    if (failed.status !== "open") {
      return { isRetried: false, outcome: "resolved" };
    }
    const tenant = await requireTenant(ctx, failed.tenantId);
    const conversation = await getConversation(ctx, failed.conversationId);
    const result =
      conversation === null
        ? handled("erased")
        : await restart(ctx, tenant, conversation, actor);
    const { isRetried, status, outcome } = result;
    await noteRetriedTurn(ctx, failed, {
      status,
      outcome,
      resolvedBy: status === "open" ? null : actor,
    });
    return { isRetried, outcome };
  },
});

async function restart(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  conversation: Doc<"conversations">,
  actor: string,
): Promise<Attempt> {
  if (conversation.handoff?.reason !== "model_failed") {
    return handled("answered_meanwhile");
  }
  if (isSuspended(tenant)) return refused("suspended");
  if (await isSendingStopped(ctx)) return refused("sending_stopped");
  const burst = unanswered(await listRecent(ctx, conversation._id, RECENT));
  const newest = burst.at(-1);
  if (newest === undefined) return handled("answered_meanwhile");
  const { decision } = await judgeMessage(ctx, tenant, newest);
  if (decision.kind === "silent") return refused(decision.reason);
  if (decision.kind !== "answer") return refused(decision.kind);
  if (Date.now() - newest.sentAt > tenant.maxAnswerAgeMs) {
    return refused("too_old");
  }
  const held = await reserve(ctx, {
    tenantId: tenant._id,
    conversationId: conversation._id,
    credits: priceOf("text"),
    actor,
    reason: "answer tried again",
  });
  if (!held.ok) return refused("no_credits");
  const turn = await openTurn(ctx, conversation, held, 0);
  await startTurnAt(ctx, turn, burst[0]?._creationTime ?? turn.startedAt);
  await patchConversation(ctx, conversation._id, {
    handoff: null,
    openTurnId: turn._id,
  });
  await ctx.scheduler.runAt(turn.dueAt, internal.assistant.reply.generate, {
    turnId: turn._id,
    version: turn.version,
  });
  return { isRetried: true, status: "retried", outcome: "started" };
}

/** The customer's messages since anything of the assistant's or a person's left, oldest first. */
function unanswered(recent: readonly Doc<"messages">[]): Doc<"messages">[] {
  const answered = recent.findLastIndex(
    ({ direction, author, status }) =>
      direction === "outbound" &&
      !author.startsWith("system:") &&
      !["failed", "blocked"].includes(status),
  );
  return recent
    .slice(answered + 1)
    .filter(({ direction }) => direction === "inbound");
}
