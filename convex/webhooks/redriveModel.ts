/*
 * One bulk attempt of a kind and a business at a time; each letter or answer is tried once in it.
 * What is tried leaves `open` in the transaction of its effect, so no second runner does it twice.
 */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { listOpenTurns } from "./failedTurnModel";
import { listOpenLetters } from "./letterModel";

export type RedriveRun = Doc<"redriveRuns">;
export type Scope = Pick<RedriveRun, "kind" | "tenantId" | "detail">;

/** What is open is counted up to here. */
const MAX_COUNTED = 1_000;
const MAX_RESUMED = 20;

/** The newest bulk attempt of a kind over this business, or over all. */
export async function getLatestRun(
  ctx: QueryCtx,
  { kind, tenantId }: Pick<Scope, "kind" | "tenantId">,
): Promise<RedriveRun | null> {
  return ctx.db
    .query("redriveRuns")
    .withIndex("by_kind_and_tenant", (q) =>
      q.eq("kind", kind).eq("tenantId", tenantId),
    )
    .order("desc")
    .first();
}

export async function getRun(
  ctx: QueryCtx,
  runId: Id<"redriveRuns">,
): Promise<RedriveRun | null> {
  return ctx.db.get("redriveRuns", runId);
}

/** Begins to try again what is open now; CONFLICT while another attempt runs. */
export async function startRun(
  ctx: MutationCtx,
  scope: Scope,
  by: Pick<RedriveRun, "actor" | "reason">,
): Promise<Id<"redriveRuns">> {
  const latest = await getLatestRun(ctx, scope);
  if (latest?.status === "running") {
    throw appError("CONFLICT", "They are being tried again already.");
  }
  const upTo = Date.now();
  const range = { after: 0, upTo, limit: MAX_COUNTED };
  const open =
    scope.kind === "dead_letters"
      ? await listOpenLetters(ctx, { tenantId: scope.tenantId, ...range })
      : await listOpenTurns(ctx, scope, range);
  return ctx.db.insert("redriveRuns", {
    ...scope,
    ...by,
    status: "running",
    upTo,
    cursor: 0,
    step: 0,
    tried: 0,
    applied: 0,
    total: open.length,
    advancedAt: upTo,
  });
}

/** Notes a batch; returns the number of the next. */
export async function moveRun(
  ctx: MutationCtx,
  run: RedriveRun,
  batch: { cursor: number; tried: number; applied: number },
): Promise<number> {
  const step = run.step + 1;
  await ctx.db.patch("redriveRuns", run._id, {
    cursor: batch.cursor,
    step,
    tried: run.tried + batch.tried,
    applied: run.applied + batch.applied,
    advancedAt: Date.now(),
  });
  return step;
}

export async function endRun(
  ctx: MutationCtx,
  runId: Id<"redriveRuns">,
  status: "done" | "stopped",
): Promise<void> {
  await ctx.db.patch("redriveRuns", runId, { status });
}

/** Running attempts whose last batch is from before an instant. */
export async function listStanding(
  ctx: QueryCtx,
  before: number,
): Promise<RedriveRun[]> {
  return ctx.db
    .query("redriveRuns")
    .withIndex("by_status_and_advanced_at", (q) =>
      q.eq("status", "running").lt("advancedAt", before),
    )
    .take(MAX_RESUMED);
}
