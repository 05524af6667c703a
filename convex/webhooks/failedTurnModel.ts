/* A turn that no model answered stays visible until somebody answered, or it was tried again. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export type FailedTurn = Doc<"failedTurns">;

/** Keeps that no model answered a conversation; one row while it is open. */
export async function keepFailedTurn(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  detail: string,
): Promise<void> {
  const latest = await ctx.db
    .query("failedTurns")
    .withIndex("by_conversation", (q) =>
      q.eq("conversationId", conversation._id),
    )
    .order("desc")
    .first();
  if (latest?.status === "open") return;
  await ctx.db.insert("failedTurns", {
    tenantId: conversation.tenantId,
    conversationId: conversation._id,
    detail: detail.slice(0, 300),
    status: "open",
    outcome: null,
    resolvedBy: null,
  });
}

/** Open ones, newest first; of one tenant, or of all. */
export async function listFailedTurns(
  ctx: QueryCtx,
  tenantId: Id<"tenants"> | null,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<FailedTurn>> {
  if (tenantId === null) {
    return ctx.db
      .query("failedTurns")
      .withIndex("by_status", (q) => q.eq("status", "open"))
      .order("desc")
      .paginate(paginationOpts);
  }
  return ctx.db
    .query("failedTurns")
    .withIndex("by_tenant_and_status", (q) =>
      q.eq("tenantId", tenantId).eq("status", "open"),
    )
    .order("desc")
    .paginate(paginationOpts);
}

/** One of any tenant. */
export async function requireAnyFailedTurn(
  ctx: QueryCtx,
  failedTurnId: Id<"failedTurns">,
): Promise<FailedTurn> {
  const failed = await ctx.db.get("failedTurns", failedTurnId);
  if (failed === null) throw appError("NOT_FOUND", "Failed turn not found.");
  return failed;
}

/** One of this tenant; another tenant's does not exist. */
export async function requireFailedTurn(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  failedTurnId: Id<"failedTurns">,
): Promise<FailedTurn> {
  const failed = await requireAnyFailedTurn(ctx, failedTurnId);
  if (failed.tenantId === tenantId) return failed;
  throw appError("NOT_FOUND", "Failed turn not found.");
}

export async function noteRetriedTurn(
  ctx: MutationCtx,
  failed: FailedTurn,
  attempt: Pick<FailedTurn, "status" | "outcome" | "resolvedBy">,
): Promise<void> {
  await ctx.db.patch("failedTurns", failed._id, attempt);
}

/** Lets an answer that is tried again speak to the burst it failed on, not only to what comes from now on. */
export async function startTurnAt(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  startedAt: number,
): Promise<void> {
  await ctx.db.patch("turns", turn._id, { startedAt });
}
