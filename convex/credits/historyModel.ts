/* Reads of the ledger for what is counted and shown of it. */
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import type { LedgerKind } from "../../lib/credits/ledger";

/** Entries of all tenants in the order they were stored, from `at` on and before `until`. */
export async function listBooked(
  ctx: QueryCtx,
  at: number,
  until: number,
  limit: number,
): Promise<Doc<"ledgerEntries">[]> {
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_creation_time", (q) =>
      q.gte("_creationTime", at).lt("_creationTime", until),
    )
    .take(limit);
}

/** The entry that was booked under an idempotency key. */
export async function getByKey(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  idempotencyKey: string,
): Promise<Doc<"ledgerEntries"> | null> {
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_idempotency_key", (q) =>
      q.eq("tenantId", tenantId).eq("idempotencyKey", idempotencyKey),
    )
    .unique();
}

/** The entry of this number. */
export async function getEntry(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  sequence: number,
): Promise<Doc<"ledgerEntries"> | null> {
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_sequence", (q) =>
      q.eq("tenantId", tenantId).eq("sequence", sequence),
    )
    .unique();
}

/** The first sequence that was booked at or after `at`, `last + 1` when none was: entries are in the order of time. */
export async function sequenceAt(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  at: number,
  last: number,
): Promise<number> {
  let low = 1;
  let high = last + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const entry = await getEntry(ctx, tenantId, middle);
    if (entry !== null && entry.createdAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Entries of one kind from a sequence on, oldest first. */
export async function listOfKind(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  kind: LedgerKind,
  from: number,
  limit: number,
): Promise<Doc<"ledgerEntries">[]> {
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_kind", (q) =>
      q.eq("tenantId", tenantId).eq("kind", kind).gte("sequence", from),
    )
    .take(limit);
}
