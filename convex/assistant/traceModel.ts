/* Why an answer reads as it does: only reads what the turn, its runs and its hold left behind. */
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

const MAX_RUNS = 10;

/** The newest model runs of a turn, at most 10. */
export async function listRuns(
  ctx: QueryCtx,
  turnId: Id<"turns">,
): Promise<Doc<"assistantRuns">[]> {
  return ctx.db
    .query("assistantRuns")
    .withIndex("by_turn", (q) => q.eq("turnId", turnId))
    .order("desc")
    .take(MAX_RUNS);
}
