import { v } from "convex/values";
import { MAX_MESSAGE_CHARS } from "../../lib/assistant/prompt";
import { internal } from "../_generated/api";
import { listBreakers } from "../assistant/breakerModel";
import { compose } from "../assistant/composer";
import { learn } from "../assistant/ownKeyModel";
import { ownKeyUsed } from "../assistant/ownKeySchema";
import { composedOutcome, loadedTask, runFields } from "../assistant/schema";
import { loadTask } from "../assistant/taskModel";
import { historyOf } from "../assistant/threadModel";
import { addSpend } from "../assistant/usageModel";
import { internalAction, internalMutation, internalQuery } from "../functions";
import { getMessage, listBefore } from "../messages/logModel";
import { requireTenant } from "../tenants/model";
import { endReplay, getReplay } from "./replayModel";

const HISTORY = 30;

/** Everything the answer needs; null when it is no longer wanted. */
export const load = internalQuery({
  args: { replayId: v.id("replays"), now: v.number() },
  returns: v.union(loadedTask, v.null()),
  handler: async (ctx, { replayId, now }) => {
    const replay = await getReplay(ctx, replayId);
    if (replay?.status !== "pending") return null;
    const message = await getMessage(ctx, replay.messageId);
    if (message === null) return null;
    const tenant = await requireTenant(ctx, replay.tenantId);
    const thread = {
      history: historyOf(await listBefore(ctx, message, HISTORY)),
      message: message.text.slice(0, MAX_MESSAGE_CHARS),
    };
    const breakers = await listBreakers(ctx);
    return loadTask(ctx, tenant, thread, { now, breakers });
  },
});

/** Asks the model what it would answer today. */
export const generate = internalAction({
  args: { replayId: v.id("replays") },
  returns: v.null(),
  handler: async (ctx, { replayId }) => {
    const loaded = await ctx.runQuery(internal.webhooks.replayRun.load, {
      replayId,
      now: Date.now(),
    });
    if (loaded === null) return null;
    const composed = loaded.kind === "ready" ? await compose(loaded) : null;
    await ctx.runMutation(internal.webhooks.replayRun.complete, {
      replayId,
      composed,
    });
    return null;
  },
});

/** Keeps what the model said and counts it in the day's budget; null ends it for want of budget. */
export const complete = internalMutation({
  args: {
    replayId: v.id("replays"),
    composed: v.union(
      v.object({
        outcome: composedOutcome,
        run: v.object(runFields),
        ownKey: v.optional(ownKeyUsed),
      }),
      v.null(),
    ),
  },
  returns: v.null(),
  handler: async (ctx, { replayId, composed }) => {
    const replay = await getReplay(ctx, replayId);
    if (replay === null) return null;
    if (composed === null) {
      await endReplay(ctx, replayId, { status: "budget_reached" });
      return null;
    }
    const tenant = await requireTenant(ctx, replay.tenantId);
    const { outcome, run, ownKey } = composed;
    await learn(ctx, tenant._id, run.calls, ownKey);
    const isFailure =
      outcome.kind === "handoff" && outcome.reason === "model_failed";
    await addSpend(ctx, tenant, run, isFailure);
    await endReplay(ctx, replayId, { status: "done", outcome, run });
    return null;
  },
});

/** Ends a replay whose action never reported. */
export const giveUp = internalMutation({
  args: { replayId: v.id("replays") },
  returns: v.null(),
  handler: async (ctx, { replayId }) => {
    await endReplay(ctx, replayId, { status: "failed" });
    return null;
  },
});
