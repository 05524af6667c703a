import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { internalMutation } from "../functions";
import { listTenantsFrom } from "../tenants/model";
import {
  type Batch,
  checkEntries,
  checkMessages,
  checkReservations,
} from "./batchModel";
import {
  type Check,
  closeCheck,
  forgetChecks,
  getCheck,
  getRunningCheck,
  listFindings,
  listSilentChecks,
  openCheck,
  reportBatch,
} from "./checkModel";
import {
  advanceRun,
  closeRun,
  countCheck,
  forgetRuns,
  getRun,
  getRunningRun,
  openRun,
} from "./runModel";

const ACTOR = "system:books";
/** A batch takes well under a second; after this much silence it is gone. */
const SILENT_MS = 10 * 60_000;
const SILENT_AT_ONCE = 20;
const KEPT_MS = 90 * 24 * 3_600_000;
const FORGOTTEN_AT_ONCE = 20;

const NEXT_PART = {
  entries: "reservations",
  reservations: "messages",
  messages: null,
} as const;

function readBatch(ctx: MutationCtx, check: Check): Promise<Batch> {
  switch (check.part) {
    case "entries":
      return checkEntries(ctx, check);
    case "reservations":
      return checkReservations(ctx, check);
    case "messages":
      return checkMessages(ctx, check);
  }
}

/** One batch of a check; goes on until everything was looked at. */
export const step = internalMutation({
  args: { checkId: v.id("booksChecks") },
  returns: v.null(),
  handler: async (ctx, { checkId }) => {
    const check = await getCheck(ctx, checkId);
    if (check?.status !== "running") return null;
    const { found, changes, isDone } = await readBatch(ctx, check);
    const next = isDone ? NEXT_PART[check.part] : check.part;
    const reported = await reportBatch(ctx, check, found, {
      ...changes,
      ...(isDone && { cursor: null }),
      ...(next !== null && { part: next }),
    });
    if (next === null) await conclude(ctx, reported);
    else {
      await ctx.scheduler.runAfter(0, internal.credits.checking.step, {
        checkId,
      });
    }
    return null;
  },
});

async function conclude(ctx: MutationCtx, check: Check): Promise<void> {
  const outcome = check.findings === 0 ? "in_order" : "wrong";
  await closeCheck(ctx, check._id, outcome);
  if (outcome === "wrong") {
    const [first] = await listFindings(ctx, check._id, 1);
    const entry = first?.entry ?? null;
    const where =
      entry === null ? (first?.subject ?? "wallet") : `entry ${String(entry)}`;
    await recordAudit(ctx, {
      tenantId: check.tenantId,
      actor: ACTOR,
      action: "reconciliation.failed",
      target: `${where}, ${String(check.findings)} in all`,
      reason: first?.detail ?? "unknown",
    });
  }
  await goOn(ctx, check, outcome);
}

/** Counts a check that is over and takes up the run's next tenant. */
async function goOn(
  ctx: MutationCtx,
  { runId }: Check,
  outcome: "in_order" | "wrong" | "lost",
): Promise<void> {
  if (runId === null) return;
  await countCheck(ctx, runId, outcome);
  await ctx.scheduler.runAfter(0, internal.credits.checking.takeNext, {
    runId,
  });
}

/** Begins the check of a run's next tenant; ends the run after the last. */
export const takeNext = internalMutation({
  args: { runId: v.id("booksRuns") },
  returns: v.null(),
  handler: async (ctx, { runId }) => {
    const run = await getRun(ctx, runId);
    if (run?.status !== "running") return null;
    if ((await getRunningCheck(ctx, runId)) !== null) return null;
    const [tenant] = await listTenantsFrom(ctx, run.after, 1);
    if (tenant === undefined) {
      await closeRun(ctx, runId, "done");
      return null;
    }
    await advanceRun(ctx, runId, tenant._creationTime);
    const checkId = await openCheck(ctx, tenant._id, run.actor, runId);
    await ctx.scheduler.runAfter(0, internal.credits.checking.step, {
      checkId,
    });
    return null;
  },
});

/** Forgets old checks and runs, batch by batch. */
export const forgetOld = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const before = Date.now() - KEPT_MS;
    await forgetRuns(ctx, before, FORGOTTEN_AT_ONCE);
    if (await forgetChecks(ctx, before, FORGOTTEN_AT_ONCE)) {
      await ctx.scheduler.runAfter(0, internal.credits.checking.forgetOld, {});
    }
    return null;
  },
});

/** Starts the check of every tenant's books, unless one is under way. */
export const runAll = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    await ctx.scheduler.runAfter(0, internal.credits.checking.forgetOld, {});
    if ((await getRunningRun(ctx)) !== null) return null;
    const runId = await openRun(ctx, ACTOR);
    await ctx.scheduler.runAfter(0, internal.credits.checking.takeNext, {
      runId,
    });
    return null;
  },
});

/** Ends checks that stopped reporting, and lets a run that waits for nothing go on. */
export const endSilent = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const before = Date.now() - SILENT_MS;
    for (const check of await listSilentChecks(ctx, before, SILENT_AT_ONCE)) {
      await closeCheck(ctx, check._id, "lost");
      await recordAudit(ctx, {
        tenantId: check.tenantId,
        actor: ACTOR,
        action: "reconciliation.lost",
        target: check._id,
      });
      await goOn(ctx, check, "lost");
    }
    const run = await getRunningRun(ctx);
    if (run !== null) {
      await ctx.scheduler.runAfter(0, internal.credits.checking.takeNext, {
        runId: run._id,
      });
    }
    return null;
  },
});
