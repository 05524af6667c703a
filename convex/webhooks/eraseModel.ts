/* Kept bodies may hold anybody's words: erasure removes those that speak of a person. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** A page of the business's dead letters. */
export async function listLetters(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"deadLetters">>> {
  return ctx.db
    .query("deadLetters")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .paginate(paginationOpts);
}

export async function dropLetter(
  ctx: MutationCtx,
  letterId: Id<"deadLetters">,
): Promise<void> {
  await ctx.db.delete("deadLetters", letterId);
}

/** Removes up to `limit` replays of a conversation's messages; returns how many. */
export async function dropReplays(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  limit: number,
): Promise<number> {
  const rows = await ctx.db
    .query("replays")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .take(limit);
  for (const { _id } of rows) await ctx.db.delete("replays", _id);
  return rows.length;
}

/** Removes up to `limit` failed turns of a conversation; returns how many. */
export async function dropFailedTurns(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  limit: number,
): Promise<number> {
  const rows = await ctx.db
    .query("failedTurns")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .take(limit);
  for (const { _id } of rows) await ctx.db.delete("failedTurns", _id);
  return rows.length;
}
