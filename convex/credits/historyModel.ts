/* Reads of the ledger for what is counted and shown of it. */
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

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
