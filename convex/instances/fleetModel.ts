/* The numbers of every tenant, for the operators and for the watch over the gateway. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { notify } from "../notifications/model";

/** A page of the numbers of every tenant without the removed ones, newest first. */
export async function listAllInstances(
  ctx: QueryCtx,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"instances">>> {
  return ctx.db
    .query("instances")
    .withIndex("by_removed_at", (q) => q.eq("removedAt", null))
    .order("desc")
    .paginate(paginationOpts);
}

/** Numbers of every tenant that work and report nothing. */
export async function listSilentInstances(
  ctx: QueryCtx,
  limit: number,
): Promise<Doc<"instances">[]> {
  return ctx.db
    .query("instances")
    .withIndex("by_silent_since", (q) => q.gt("silentSince", 0))
    .take(limit);
}

/** A number of any tenant that is in use. */
export async function requireAnyInstance(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
): Promise<Doc<"instances">> {
  const instance = await ctx.db.get("instances", instanceId);
  if (instance === null || instance.removedAt !== null) {
    throw appError("NOT_FOUND", "Number not found.");
  }
  return instance;
}

/** Notes that a number works and reports nothing, or reports again; tells the business once each time it falls silent. */
export async function setSilentSince(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  silentSince: number | null,
): Promise<void> {
  const wasSilent = instance.silentSince !== null;
  if (wasSilent === (silentSince !== null)) return;
  await ctx.db.patch("instances", instance._id, { silentSince });
  if (silentSince === null) return;
  const key = `${instance._id}:silent:${String(silentSince)}`;
  await notify(ctx, instance.tenantId, "number_silent", key, instance._id);
}
