/*
 * A parked turn has one row in parkedTurns, and its row goes when it starts or ends.
 * A turn in the shared lane starts at most one parked turn.
 */
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";

export async function parkTurn(
  ctx: MutationCtx,
  turnId: Id<"turns">,
  tenantId: Id<"tenants">,
): Promise<void> {
  await ctx.db.insert("parkedTurns", { tenantId, turnId });
}

/** Takes a turn out of the parked ones, if it is one of them. */
export async function unparkTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
): Promise<void> {
  if (turn.lane !== "parked") return;
  const row = await ctx.db
    .query("parkedTurns")
    .withIndex("by_turn", (q) => q.eq("turnId", turn._id))
    .unique();
  if (row !== null) await ctx.db.delete("parkedTurns", row._id);
}

/** A turn of the shared lane has ended: the tenant's oldest parked turn starts in its place. */
export async function passOn(
  ctx: MutationCtx,
  ended: Doc<"turns">,
): Promise<void> {
  if (ended.lane !== "shared") return;
  await ctx.db.patch("turns", ended._id, { lane: "free" });
  const row = await ctx.db
    .query("parkedTurns")
    .withIndex("by_tenant", (q) => q.eq("tenantId", ended.tenantId))
    .first();
  if (row === null) return;
  await ctx.db.delete("parkedTurns", row._id);
  const next = await ctx.db.get("turns", row.turnId);
  if (next === null) return;
  await ctx.db.patch("turns", next._id, { lane: "shared" });
  await ctx.scheduler.runAfter(0, internal.assistant.reply.generate, {
    turnId: next._id,
    version: next.version,
  });
}
