/* One bulk attempt at a time; each letter is tried once in it. */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { listOpenLetters } from "./letterModel";

export type RedriveRun = Doc<"redriveRuns">;

/** Letters are counted up to here. */
const MAX_COUNTED = 1_000;

/** The newest bulk attempt. */
export async function getLatestRun(ctx: QueryCtx): Promise<RedriveRun | null> {
  return ctx.db
    .query("redriveRuns")
    .withIndex("by_creation_time")
    .order("desc")
    .first();
}

export async function getRun(
  ctx: QueryCtx,
  runId: Id<"redriveRuns">,
): Promise<RedriveRun | null> {
  return ctx.db.get("redriveRuns", runId);
}

/** Begins to try every letter that is open now; CONFLICT while another attempt runs. */
export async function startRun(
  ctx: MutationCtx,
  actor: string,
  reason: string,
): Promise<Id<"redriveRuns">> {
  const latest = await getLatestRun(ctx);
  if (latest?.status === "running") {
    throw appError("CONFLICT", "Dead letters are being tried again.");
  }
  const upTo = Date.now();
  const open = await listOpenLetters(ctx, {
    after: 0,
    upTo,
    limit: MAX_COUNTED,
  });
  return ctx.db.insert("redriveRuns", {
    actor,
    reason,
    status: "running",
    upTo,
    cursor: 0,
    tried: 0,
    applied: 0,
    total: open.length,
  });
}

export async function moveRun(
  ctx: MutationCtx,
  run: RedriveRun,
  step: { cursor: number; tried: number; applied: number },
): Promise<void> {
  await ctx.db.patch("redriveRuns", run._id, {
    cursor: step.cursor,
    tried: run.tried + step.tried,
    applied: run.applied + step.applied,
  });
}

export async function endRun(
  ctx: MutationCtx,
  runId: Id<"redriveRuns">,
  status: "done" | "stopped",
): Promise<void> {
  await ctx.db.patch("redriveRuns", runId, { status });
}
