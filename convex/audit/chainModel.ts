/* A chain is read from its seals; an event that is gone shows as a row of nothing. */
import type { PaginationOptions } from "convex/server";
import { v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

const text = v.union(v.string(), v.null());

export const head = v.object({ sequence: v.number(), hash: v.string() });

export const sealedEvent = v.object({
  sequence: v.number(),
  id: v.string(),
  at: v.number(),
  tenantId: text,
  actor: v.string(),
  action: v.string(),
  target: text,
  reason: text,
  requestId: text,
  ipHash: text,
  previousHash: v.string(),
  hash: v.string(),
});

/** One page of a chain from its first event to `upTo`. */
export async function listSealed(
  ctx: QueryCtx,
  chain: string,
  upTo: number,
  paginationOpts: PaginationOptions,
) {
  const result = await ctx.db
    .query("auditSeals")
    .withIndex("by_chain_and_sequence", (q) =>
      q.eq("chain", chain).lte("sequence", upTo),
    )
    .order("asc")
    .paginate(paginationOpts);
  const page = await Promise.all(
    result.page.map(async (seal) =>
      describe(seal, await ctx.db.get("auditEvents", seal.eventId)),
    ),
  );
  return { ...result, page };
}

function describe(seal: Doc<"auditSeals">, event: Doc<"auditEvents"> | null) {
  return {
    sequence: seal.sequence,
    id: seal.eventId,
    at: event?._creationTime ?? 0,
    tenantId: event?.tenantId ?? null,
    actor: event?.actor ?? "",
    action: event?.action ?? "removed",
    target: event?.target ?? null,
    reason: event?.reason ?? null,
    requestId: event?.requestId ?? null,
    ipHash: event?.ipHash ?? null,
    previousHash: seal.previousHash,
    hash: seal.hash,
  };
}

/** The chains there are, by name. */
export async function listHeads(
  ctx: QueryCtx,
  paginationOpts: PaginationOptions,
) {
  return ctx.db
    .query("auditHeads")
    .withIndex("by_chain")
    .paginate(paginationOpts);
}
