import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { requireKey } from "../credits/model";
import { operatorMutation, operatorQuery } from "../functions";
import { pageOf } from "../pages";
import { getTenant } from "../tenants/model";
import { tenantStatus } from "../tenants/schema";
import type { BulkAction } from "./bulkActionModel";
import {
  endJob,
  getJobByKey,
  insertJob,
  type Job,
  listItems,
  listJobs,
  MAX_SELECTED,
  requireJob,
} from "./bulkModel";
import { operatorName, requireReason } from "./model";
import { bulkAction, bulkStatus, itemStatus } from "./schema";

const MAX_BUDGET_MICROS = 1_000_000_000;

const target = v.union(
  v.object({
    kind: v.literal("selection"),
    ids: v.array(v.id("tenants")),
  }),
  v.object({
    kind: v.literal("filter"),
    status: v.union(tenantStatus, v.null()),
  }),
);

function requireAction(action: BulkAction): void {
  if (action.kind !== "ai_budget") return;
  const { dailyMicros } = action;
  if (
    !Number.isSafeInteger(dailyMicros) ||
    dailyMicros < 0 ||
    dailyMicros > MAX_BUDGET_MICROS
  ) {
    throw appError(
      "VALIDATION_FAILED",
      `A budget is a whole number from 0 to ${String(MAX_BUDGET_MICROS)}.`,
    );
  }
}

function selectedIn(to: Infer<typeof target>): Id<"tenants">[] {
  if (to.kind === "filter") return [];
  if (to.ids.length === 0 || to.ids.length > MAX_SELECTED) {
    throw appError(
      "VALIDATION_FAILED",
      `A selection has 1 to ${String(MAX_SELECTED)} businesses.`,
    );
  }
  return to.ids;
}

/** Starts work over a selection or all businesses of a filter, once per key; its id. */
export const start = operatorMutation({
  args: {
    action: bulkAction,
    target,
    reason: v.string(),
    idempotencyKey: v.string(),
  },
  returns: v.id("bulkJobs"),
  handler: async (ctx, args) => {
    const { action, idempotencyKey } = args;
    const reason = requireReason(args.reason);
    requireKey(idempotencyKey);
    requireAction(action);
    const selected = selectedIn(args.target);
    const known = await getJobByKey(ctx, idempotencyKey);
    if (known !== null) {
      if (known.startedBy === ctx.actor) return known._id;
      throw appError("CONFLICT", "This key started something else.");
    }
    const filter =
      args.target.kind === "filter" ? { status: args.target.status } : null;
    const jobId = await insertJob(
      ctx,
      { action, reason, startedBy: ctx.actor, idempotencyKey, filter },
      selected,
    );
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "bulk.started",
      target: `${action.kind} ${jobId}`,
      reason,
    });
    await ctx.scheduler.runAfter(0, internal.operators.bulkRun.advance, {
      jobId,
    });
    return jobId;
  },
});

/** Stops running work after the batch under way; false when it is over. */
export const stop = operatorMutation({
  args: { jobId: v.id("bulkJobs") },
  returns: v.boolean(),
  handler: async (ctx, { jobId }) => {
    const job = await requireJob(ctx, jobId);
    if (job.status !== "running") return false;
    await endJob(ctx, job, "stopped");
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "bulk.stopped",
      target: `${job.action.kind} ${jobId}`,
    });
    return true;
  },
});

const jobView = v.object({
  id: v.id("bulkJobs"),
  action: bulkAction,
  reason: v.string(),
  /** E-mail address of who started it; null: no longer an operator. */
  by: v.union(v.string(), v.null()),
  status: bulkStatus,
  /** Whether it still looks for businesses: until then `total` grows. */
  isGathering: v.boolean(),
  total: v.number(),
  changed: v.number(),
  unchanged: v.number(),
  failed: v.number(),
  startedAt: v.number(),
  finishedAt: v.union(v.number(), v.null()),
});

async function viewOf(ctx: QueryCtx, job: Job): Promise<Infer<typeof jobView>> {
  return {
    id: job._id,
    action: job.action,
    reason: job.reason,
    by: await operatorName(ctx, job.startedBy),
    status: job.status,
    isGathering: job.gatheredTo !== null,
    total: job.total,
    changed: job.changed,
    unchanged: job.unchanged,
    failed: job.failed,
    startedAt: job._creationTime,
    finishedAt: job.finishedAt,
  };
}

/** The newest bulk work, newest first. */
export const list = operatorQuery({
  args: {},
  returns: v.array(jobView),
  handler: async (ctx) =>
    Promise.all((await listJobs(ctx)).map((job) => viewOf(ctx, job))),
});

/** What became of each business of one job. */
export const items = operatorQuery({
  args: { jobId: v.id("bulkJobs"), paginationOpts: paginationOptsValidator },
  returns: pageOf(
    v.object({
      id: v.id("bulkItems"),
      tenantId: v.id("tenants"),
      /** Null: the business is gone. */
      name: v.union(v.string(), v.null()),
      status: itemStatus,
      reason: v.union(v.string(), v.null()),
    }),
  ),
  handler: async (ctx, { jobId, paginationOpts }) => {
    await requireJob(ctx, jobId);
    const result = await listItems(ctx, jobId, paginationOpts);
    const page = await Promise.all(
      result.page.map(async ({ _id, tenantId, status, reason }) => {
        const tenant = await getTenant(ctx, tenantId);
        return {
          id: _id,
          tenantId,
          name: tenant?.name ?? null,
          status,
          reason,
        };
      }),
    );
    return { ...result, page };
  },
});
