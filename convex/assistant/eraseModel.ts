/* The records of model calls, as erasure and exports meet them: by conversation. */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** The newest model calls of a conversation, at most `limit`. */
export async function listRunsOf(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
  limit: number,
): Promise<Doc<"assistantRuns">[]> {
  return ctx.db
    .query("assistantRuns")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .order("desc")
    .take(limit);
}

/** Removes up to `limit` records of model calls; returns how many. The day's spend stays counted. */
export async function dropRuns(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  limit: number,
): Promise<number> {
  const runs = await listRunsOf(ctx, conversationId, limit);
  for (const { _id } of runs) await ctx.db.delete("assistantRuns", _id);
  return runs.length;
}
