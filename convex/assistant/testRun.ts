import { v } from "convex/values";
import { handoffText } from "../../lib/assistant/standing";
import { internal } from "../_generated/api";
import { internalAction, internalMutation, internalQuery } from "../functions";
import { textFor } from "../messages/standingModel";
import { requireTenant } from "../tenants/model";
import { listBreakers } from "./breakerModel";
import { compose } from "./composer";
import { getProfile } from "./model";
import { learn } from "./ownKeyModel";
import { ownKeyUsed } from "./ownKeySchema";
import { composedOutcome, loadedTask, runFields } from "./schema";
import { loadTask } from "./taskModel";
import { endTestTurn, getTestTurn, readTestThread } from "./testChatModel";
import { addSpend } from "./usageModel";

/** Everything the dry run's answer needs; null when it is no longer wanted. */
export const load = internalQuery({
  args: { turnId: v.id("testTurns"), now: v.number() },
  returns: v.union(loadedTask, v.null()),
  handler: async (ctx, { turnId, now }) => {
    const turn = await getTestTurn(ctx, turnId);
    if (turn?.status !== "pending") return null;
    const tenant = await requireTenant(ctx, turn.tenantId);
    const thread = await readTestThread(ctx, turn);
    const breakers = await listBreakers(ctx);
    return loadTask(ctx, tenant, thread, { now, breakers });
  },
});

/** Answers a dry run through the pipeline of a customer's turn, up to the send. */
export const generate = internalAction({
  args: { tenantId: v.id("tenants"), turnId: v.id("testTurns") },
  returns: v.null(),
  handler: async (ctx, { tenantId, turnId }) => {
    const loaded = await ctx.runQuery(internal.assistant.testRun.load, {
      turnId,
      now: Date.now(),
    });
    if (loaded === null) return null;
    const composed = loaded.kind === "ready" ? await compose(loaded) : null;
    await ctx.runMutation(internal.assistant.testRun.complete, {
      tenantId,
      turnId,
      composed,
    });
    return null;
  },
});

/** Stores what came of a dry run and counts it in the day's budget; null ends it for want of budget. */
export const complete = internalMutation({
  args: {
    tenantId: v.id("tenants"),
    turnId: v.id("testTurns"),
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
  handler: async (ctx, { tenantId, turnId, composed }) => {
    const tenant = await requireTenant(ctx, tenantId);
    if (composed !== null) {
      await learn(ctx, tenantId, composed.run.calls, composed.ownKey);
      const { outcome } = composed;
      const isFailure =
        outcome.kind === "handoff" && outcome.reason === "model_failed";
      await addSpend(ctx, tenant, composed.run, isFailure);
    }
    const turn = await getTestTurn(ctx, turnId);
    if (turn === null) return null;
    const status = composed === null ? "budget_reached" : "done";
    const reason =
      composed === null
        ? status
        : composed.outcome.kind === "handoff"
          ? composed.outcome.reason
          : null;
    const profile = await getProfile(ctx, tenantId);
    const chosen =
      reason !== null && turn.decision.kind === "answer"
        ? handoffText(profile, reason)
        : null;
    const text =
      chosen === null
        ? ""
        : textFor(chosen.template, { tenant, profile, contactName: null });
    await endTestTurn(ctx, turnId, {
      status,
      outcome: composed?.outcome ?? null,
      run: composed?.run ?? null,
      texts:
        chosen === null || text === ""
          ? turn.texts
          : [...turn.texts, { kind: chosen.kind, text }],
    });
    return null;
  },
});

/** Ends a dry run whose action never reported. */
export const giveUp = internalMutation({
  args: { turnId: v.id("testTurns") },
  returns: v.null(),
  handler: async (ctx, { turnId }) => {
    await endTestTurn(ctx, turnId, { status: "failed" });
    return null;
  },
});
