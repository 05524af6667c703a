import { type Infer, v } from "convex/values";
import type { Action } from "../../lib/audit/actions";
import type { Actor } from "../../lib/audit/actor";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import {
  operatorMutation,
  operatorQuery,
  tenantMutation,
  tenantQuery,
} from "../functions";
import { requireReason } from "../operators/model";
import { requireTenant } from "../tenants/model";
import { requireDetail } from "./failedTurnModel";
import {
  endRun,
  getLatestRun,
  getRun,
  type RedriveRun,
  type Scope,
  startRun,
} from "./redriveModel";
import { redriveKind, redriveStatus } from "./schema";

const runId = v.id("redriveRuns");
const anyTenant = v.union(v.id("tenants"), v.null());
const anyDetail = v.union(v.string(), v.null());

const ACTIONS = {
  dead_letters: {
    started: "dead_letters.redriven",
    stopped: "dead_letters.stopped",
  },
  failed_turns: { started: "turn.run_started", stopped: "turn.run_stopped" },
} as const satisfies Record<string, Record<string, Action>>;

const runView = v.object({
  id: runId,
  status: redriveStatus,
  tried: v.number(),
  applied: v.number(),
  total: v.number(),
  startedAt: v.number(),
});

type RunView = Infer<typeof runView>;

function viewOf(run: RedriveRun | null): RunView | null {
  if (run === null) return null;
  const { _id: id, _creationTime: startedAt } = run;
  const { status, tried, applied, total } = run;
  return { id, startedAt, status, tried, applied, total };
}

async function begin(
  ctx: MutationCtx,
  scope: Scope,
  by: { actor: Actor; reason: string | null },
): Promise<Id<"redriveRuns">> {
  requireDetail(scope.detail);
  const id = await startRun(ctx, scope, by);
  await recordAudit(ctx, {
    tenantId: scope.tenantId,
    actor: by.actor,
    action: ACTIONS[scope.kind].started,
    target: id,
    ...(by.reason === null ? {} : { reason: by.reason }),
  });
  await ctx.scheduler.runAfter(0, internal.webhooks.redriveRun.advance, {
    runId: id,
    step: 0,
  });
  return id;
}

async function end(
  ctx: MutationCtx,
  run: RedriveRun | null,
  actor: Actor,
): Promise<void> {
  if (run?.status !== "running") {
    throw appError("CONFLICT", "Nothing is being tried again.");
  }
  await endRun(ctx, run._id, "stopped");
  await recordAudit(ctx, {
    tenantId: run.tenantId,
    actor,
    action: ACTIONS[run.kind].stopped,
    target: run._id,
  });
}

/** Tries every open dead letter or failed answer of a business, or of all, again: batch by batch. */
export const start = operatorMutation({
  args: {
    kind: redriveKind,
    tenantId: anyTenant,
    detail: anyDetail,
    reason: v.string(),
  },
  returns: runId,
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const { kind, tenantId, detail } = args;
    if (tenantId !== null) await requireTenant(ctx, tenantId);
    if (kind === "dead_letters" && detail !== null) {
      throw appError("VALIDATION_FAILED", "Dead letters have no detail.");
    }
    const by = { actor: ctx.actor, reason };
    return begin(ctx, { kind, tenantId, detail }, by);
  },
});

/** Stops a bulk attempt after the batch under way. */
export const stop = operatorMutation({
  args: { runId },
  returns: v.null(),
  handler: async (ctx, args) => {
    await end(ctx, await getRun(ctx, args.runId), ctx.actor);
    return null;
  },
});

/** How far the newest bulk attempt over a business, or over all, is; null before the first. */
export const progress = operatorQuery({
  args: { kind: redriveKind, tenantId: anyTenant },
  returns: v.union(runView, v.null()),
  handler: async (ctx, args) => viewOf(await getLatestRun(ctx, args)),
});

/** Tries the failed answers of the business again, as `start` does. */
export const startOwn = tenantMutation({
  permission: "manage_assistant",
  args: { detail: anyDetail },
  returns: runId,
  handler: async (ctx, { detail }) =>
    begin(
      ctx,
      { kind: "failed_turns", tenantId: ctx.tenant._id, detail },
      { actor: ctx.actor, reason: null },
    ),
});

/** Stops a bulk attempt over the failed answers of the business, whoever began it. */
export const stopOwn = tenantMutation({
  permission: "manage_assistant",
  args: { runId },
  returns: v.null(),
  handler: async (ctx, args) => {
    const run = await getRun(ctx, args.runId);
    if (run?.kind !== "failed_turns" || run.tenantId !== ctx.tenant._id) {
      throw appError("NOT_FOUND", "There is no such attempt.");
    }
    await end(ctx, run, ctx.actor);
    return null;
  },
});

/** How far the newest bulk attempt over the failed answers of the business is. */
export const progressOwn = tenantQuery({
  permission: "manage_numbers",
  args: {},
  returns: v.union(runView, v.null()),
  handler: async (ctx) =>
    viewOf(
      await getLatestRun(ctx, {
        kind: "failed_turns",
        tenantId: ctx.tenant._id,
      }),
    ),
});
