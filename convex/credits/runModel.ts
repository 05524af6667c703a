/* A run checks all tenants one after another; stopping it ends the check it is at. */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export type Run = Doc<"booksRuns">;

export async function getRun(
  ctx: QueryCtx,
  runId: Id<"booksRuns">,
): Promise<Run | null> {
  return ctx.db.get("booksRuns", runId);
}

/** The run under way. */
export async function getRunningRun(ctx: QueryCtx): Promise<Run | null> {
  return ctx.db
    .query("booksRuns")
    .withIndex("by_status", (q) => q.eq("status", "running"))
    .first();
}

/** The newest runs. */
export async function listRuns(ctx: QueryCtx, limit: number): Promise<Run[]> {
  return ctx.db
    .query("booksRuns")
    .withIndex("by_creation_time")
    .order("desc")
    .take(limit);
}

export async function openRun(
  ctx: MutationCtx,
  actor: string,
): Promise<Id<"booksRuns">> {
  return ctx.db.insert("booksRuns", {
    actor,
    status: "running",
    after: 0,
    checked: 0,
    wrong: 0,
    lost: 0,
    finishedAt: null,
  });
}

export async function advanceRun(
  ctx: MutationCtx,
  runId: Id<"booksRuns">,
  after: number,
): Promise<void> {
  await ctx.db.patch("booksRuns", runId, { after });
}

/** Counts a finished check of a run. */
export async function countCheck(
  ctx: MutationCtx,
  runId: Id<"booksRuns">,
  outcome: "in_order" | "wrong" | "lost",
): Promise<void> {
  const run = await getRun(ctx, runId);
  if (run === null) return;
  await ctx.db.patch("booksRuns", runId, {
    checked: run.checked + 1,
    wrong: run.wrong + (outcome === "wrong" ? 1 : 0),
    lost: run.lost + (outcome === "lost" ? 1 : 0),
  });
}

export async function closeRun(
  ctx: MutationCtx,
  runId: Id<"booksRuns">,
  status: "done" | "stopped",
): Promise<void> {
  await ctx.db.patch("booksRuns", runId, { status, finishedAt: Date.now() });
}

/** Removes up to `limit` runs that began before an instant. */
export async function forgetRuns(
  ctx: MutationCtx,
  before: number,
  limit: number,
): Promise<void> {
  const old = await ctx.db
    .query("booksRuns")
    .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
    .take(limit);
  for (const { _id } of old) await ctx.db.delete("booksRuns", _id);
}
