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

/** Which failed turns: of one tenant or of all, with one detail or with any. */
type TurnFilter = {
  tenantId: Id<"tenants"> | null;
  detail: string | null;
};

const MAX_DETAIL_CHARS = 300;

/** Refuses a detail that no failed turn can have. */
export function requireDetail(detail: string | null): void {
  if (detail === null || detail.length <= MAX_DETAIL_CHARS) return;
  throw appError("VALIDATION_FAILED", "A detail has up to 300 characters.");
}

type Range = { after: number; upTo: number };

const EVER: Range = { after: 0, upTo: Number.MAX_SAFE_INTEGER };

function openTurns(
  ctx: QueryCtx,
  { tenantId, detail }: TurnFilter,
  { after, upTo }: Range,
) {
  const { db } = ctx;
  if (tenantId === null) {
    return detail === null
      ? db
          .query("failedTurns")
          .withIndex("by_status", (q) =>
            q
              .eq("status", "open")
              .gt("_creationTime", after)
              .lte("_creationTime", upTo),
          )
      : db
          .query("failedTurns")
          .withIndex("by_status_and_detail", (q) =>
            q
              .eq("status", "open")
              .eq("detail", detail)
              .gt("_creationTime", after)
              .lte("_creationTime", upTo),
          );
  }
  return detail === null
    ? db
        .query("failedTurns")
        .withIndex("by_tenant_and_status", (q) =>
          q
            .eq("tenantId", tenantId)
            .eq("status", "open")
            .gt("_creationTime", after)
            .lte("_creationTime", upTo),
        )
    : db
        .query("failedTurns")
        .withIndex("by_tenant_and_status_and_detail", (q) =>
          q
            .eq("tenantId", tenantId)
            .eq("status", "open")
            .eq("detail", detail)
            .gt("_creationTime", after)
            .lte("_creationTime", upTo),
        );
}

/** Open ones, newest first. */
export async function listFailedTurns(
  ctx: QueryCtx,
  filter: TurnFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<FailedTurn>> {
  return openTurns(ctx, filter, EVER).order("desc").paginate(paginationOpts);
}

/** Open ones of a stretch of time, oldest first. */
export async function listOpenTurns(
  ctx: QueryCtx,
  filter: TurnFilter,
  range: Range & { limit: number },
): Promise<FailedTurn[]> {
  return openTurns(ctx, filter, range).take(range.limit);
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
