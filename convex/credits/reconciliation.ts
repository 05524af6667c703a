import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import { recordAudit } from "../audit/model";
import { operatorMutation, operatorQuery } from "../functions";
import { pageOf } from "../pages";
import { getTenant, requireTenant } from "../tenants/model";
import {
  closeCheck,
  getLatestCheck,
  getRunningCheck,
  listRunChecks,
  openCheck,
} from "./checkModel";
import { checkView, describeCheck } from "./checkViewModel";
import {
  closeRun,
  getRun,
  getRunningRun,
  listRuns,
  openRun,
  type Run,
} from "./runModel";
import { checkStatus } from "./schema";

const RUNS = 20;

const runView = v.object({
  id: v.id("booksRuns"),
  startedBy: v.union(v.literal("operator"), v.literal("schedule")),
  status: v.union(
    v.literal("running"),
    v.literal("done"),
    v.literal("stopped"),
  ),
  checked: v.number(),
  wrong: v.number(),
  lost: v.number(),
  startedAt: v.number(),
  finishedAt: v.union(v.number(), v.null()),
});

function viewOf(run: Run) {
  const { _id, _creationTime, actor, status, checked, wrong, lost } = run;
  const startedBy = actor.startsWith("operator:")
    ? ("operator" as const)
    : ("schedule" as const);
  const { finishedAt } = run;
  return {
    id: _id,
    startedBy,
    status,
    checked,
    wrong,
    lost,
    startedAt: _creationTime,
    finishedAt,
  };
}

/** The newest reconciliations of all businesses, the one under way included. */
export const runs = operatorQuery({
  args: {},
  returns: v.array(runView),
  handler: async (ctx) => (await listRuns(ctx, RUNS)).map(viewOf),
});

/** The verdicts of one run, business by business, all or those of one outcome. */
export const results = operatorQuery({
  args: {
    runId: v.id("booksRuns"),
    status: v.union(checkStatus, v.null()),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(
    v.object({
      tenant: v.object({ id: v.id("tenants"), name: v.string() }),
      check: checkView,
    }),
  ),
  handler: async (ctx, { runId, status, paginationOpts }) => {
    const result = await listRunChecks(ctx, runId, status, paginationOpts);
    const page = await Promise.all(
      result.page.map(async (check: Doc<"booksChecks">) => ({
        tenant: {
          id: check.tenantId,
          name: (await getTenant(ctx, check.tenantId))?.name ?? "",
        },
        check: await describeCheck(ctx, check),
      })),
    );
    return { ...result, page };
  },
});

/** The newest check of one business, whoever started it. */
export const ofTenant = operatorQuery({
  args: { tenantId: v.id("tenants") },
  returns: v.union(checkView, v.null()),
  handler: async (ctx, { tenantId }) => {
    const check = await getLatestCheck(ctx, tenantId);
    return check === null ? null : describeCheck(ctx, check);
  },
});

/** Starts the check of every business's books; refused while one is under way. */
export const start = operatorMutation({
  args: {},
  returns: v.id("booksRuns"),
  handler: async (ctx) => {
    if ((await getRunningRun(ctx)) !== null) {
      throw appError("CONFLICT", "The books are being checked already.");
    }
    const runId = await openRun(ctx, ctx.actor);
    await ctx.scheduler.runAfter(0, internal.credits.checking.takeNext, {
      runId,
    });
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "books.run_started",
      target: runId,
    });
    return runId;
  },
});

/** Ends a run and the check it is at. */
export const stop = operatorMutation({
  args: { runId: v.id("booksRuns") },
  returns: v.null(),
  handler: async (ctx, { runId }) => {
    const run = await getRun(ctx, runId);
    if (run?.status !== "running") return null;
    const check = await getRunningCheck(ctx, runId);
    if (check !== null) await closeCheck(ctx, check._id, "stopped");
    await closeRun(ctx, runId, "stopped");
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "books.run_stopped",
      target: runId,
    });
    return null;
  },
});

/** Checks one business's books now; while they are being checked, nothing more is started. */
export const checkTenant = operatorMutation({
  args: { tenantId: v.id("tenants") },
  returns: v.id("booksChecks"),
  handler: async (ctx, args) => {
    const { _id: tenantId } = await requireTenant(ctx, args.tenantId);
    const last = await getLatestCheck(ctx, tenantId);
    if (last?.status === "running") return last._id;
    const checkId = await openCheck(ctx, tenantId, ctx.actor, null);
    await ctx.scheduler.runAfter(0, internal.credits.checking.step, {
      checkId,
    });
    await recordAudit(ctx, {
      tenantId,
      actor: ctx.actor,
      action: "credits.books_checked",
      target: checkId,
    });
    return checkId;
  },
});
