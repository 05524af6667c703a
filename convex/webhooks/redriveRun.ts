import { v } from "convex/values";
import { placeTurn } from "../../lib/assistant/fair-share";
import type { Actor } from "../../lib/audit/actor";
import { priceOf } from "../../lib/credits/prices";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { requireWallet } from "../credits/model";
import { internalMutation } from "../functions";
import {
  type FailedTurn,
  listOpenTurns,
  noteRetriedTurn,
} from "./failedTurnModel";
import { listOpenLetters } from "./letterModel";
import {
  endRun,
  getRun,
  listStanding,
  moveRun,
  type RedriveRun,
} from "./redriveModel";

const BATCH = 10;
/** Between two batches, so that live deliveries come first; in ms. */
const PAUSE_MS = 500;
/** Before the answers of a business go on whose customers crowd already; in ms. */
const CROWDED_PAUSE_MS = 2_000;
const STANDS_STILL_AFTER_MS = 60_000;

type Batch = {
  cursor: number;
  tried: number;
  applied: number;
  /** Why it ended before it was full; null: it did not. */
  end: "over" | "crowded" | null;
};

/** Tries the next batch of a bulk attempt, until none is left or somebody stops it. */
export const advance = internalMutation({
  args: { runId: v.id("redriveRuns"), step: v.number() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const run = await getRun(ctx, args.runId);
    if (run?.status !== "running" || run.step !== args.step) return null;
    const batch =
      run.kind === "dead_letters"
        ? await tryLetters(ctx, run)
        : await tryTurns(ctx, run);
    const step = await moveRun(ctx, run, batch);
    if (batch.end === "over") {
      await endRun(ctx, run._id, "done");
      return null;
    }
    await ctx.scheduler.runAfter(
      batch.end === "crowded" ? CROWDED_PAUSE_MS : PAUSE_MS,
      internal.webhooks.redriveRun.advance,
      { runId: run._id, step },
    );
    return null;
  },
});

async function tryLetters(ctx: MutationCtx, run: RedriveRun): Promise<Batch> {
  const letters = await listOpenLetters(ctx, {
    tenantId: run.tenantId,
    after: run.cursor,
    upTo: run.upTo,
    limit: BATCH,
  });
  let applied = 0;
  for (const { _id: letterId } of letters) {
    const { isApplied } = await ctx.runMutation(
      internal.webhooks.redrive.attempt,
      { letterId, actor: run.actor },
    );
    if (isApplied) applied += 1;
  }
  return {
    cursor: letters.at(-1)?._creationTime ?? run.cursor,
    tried: letters.length,
    applied,
    end: letters.length < BATCH ? "over" : null,
  };
}

async function tryTurns(ctx: MutationCtx, run: RedriveRun): Promise<Batch> {
  const turns = await listOpenTurns(ctx, run, {
    after: run.cursor,
    upTo: run.upTo,
    limit: BATCH,
  });
  const batch: Batch = {
    cursor: run.cursor,
    tried: 0,
    applied: 0,
    end: turns.length < BATCH ? "over" : null,
  };
  for (const failed of turns) {
    const tried = await tryTurn(ctx, run, failed);
    if (tried === "crowded") return { ...batch, end: "crowded" };
    batch.applied += tried === "begun" ? 1 : 0;
    batch.tried += 1;
    batch.cursor = failed._creationTime;
  }
  return batch;
}

/** Whether one more answer would queue up behind the customers who write now. */
async function isCrowded(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
): Promise<boolean> {
  const { reserved } = await requireWallet(ctx, tenantId);
  const outstanding = Math.ceil(reserved / priceOf("text")) + 1;
  return placeTurn(outstanding).lane !== "free";
}

/** What throws is undone alone; the answer stays open and says so. */
async function tryTurn(
  ctx: MutationCtx,
  run: RedriveRun,
  failed: FailedTurn,
): Promise<"begun" | "not_begun" | "crowded"> {
  try {
    if (await isCrowded(ctx, failed.tenantId)) return "crowded";
    const { isRetried } = await ctx.runMutation(
      internal.webhooks.retryTurn.attempt,
      { failedTurnId: failed._id, actor: run.actor },
    );
    if (!isRetried) return "not_begun";
  } catch {
    const { status, resolvedBy } = failed;
    const outcome = "attempt_failed";
    await noteRetriedTurn(ctx, failed, { status, resolvedBy, outcome });
    return "not_begun";
  }
  await recordAudit(ctx, {
    tenantId: failed.tenantId,
    // As `startRun` was given it.
    actor: run.actor as Actor,
    action: "turn.retried",
    target: failed._id,
    ...(run.reason === null ? {} : { reason: run.reason }),
  });
  return "begun";
}

/** Takes running attempts up again whose next batch never came; how many. */
export const resume = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const before = Date.now() - STANDS_STILL_AFTER_MS;
    const standing = await listStanding(ctx, before);
    for (const { _id: runId, step } of standing) {
      await ctx.scheduler.runAfter(0, internal.webhooks.redriveRun.advance, {
        runId,
        step,
      });
    }
    return standing.length;
  },
});
