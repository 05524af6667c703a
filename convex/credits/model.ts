/*
 * Credits are whole numbers; available = balance − reserved and is never negative.
 * Every change is one appended entry, chained by hash per tenant.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { appError } from "../../lib/errors";
import {
  type LedgerEntry,
  genesisHash,
  hashEntry,
} from "../../lib/credits/chain";
import { type LedgerOperation, post } from "../../lib/credits/ledger";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export type EntryContext = {
  actor: string;
  reason: string;
  reference: string | null;
  idempotencyKey: string;
  reservationId: Id<"reservations"> | null;
};

async function getWallet(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"wallets"> | null> {
  return ctx.db
    .query("wallets")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .unique();
}

/** The tenant's one wallet. */
export async function requireWallet(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"wallets">> {
  const wallet = await getWallet(ctx, tenantId);
  if (wallet === null) throw appError("NOT_FOUND", "Wallet not found.");
  return wallet;
}

/** Opens the empty wallet of a new tenant. */
export async function openWallet(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
): Promise<void> {
  if ((await getWallet(ctx, tenantId)) !== null) {
    throw appError("DUPLICATE", "This tenant has a wallet.");
  }
  await ctx.db.insert("wallets", {
    tenantId,
    balance: 0,
    reserved: 0,
    sequence: 0,
    lastHash: genesisHash(tenantId),
  });
}

/** Appends one entry and moves the wallet; false, and nothing written, when it would overdraw. */
export async function append(
  ctx: MutationCtx,
  wallet: Doc<"wallets">,
  operation: LedgerOperation,
  context: EntryContext,
): Promise<boolean> {
  const result = post(wallet, operation);
  if (!result.ok) return false;
  const unsigned: Omit<LedgerEntry, "hash"> = {
    sequence: wallet.sequence + 1,
    kind: operation.kind,
    credits: operation.credits,
    postings: result.postings,
    balanceAfter: result.wallet.balance,
    reservedAfter: result.wallet.reserved,
    actor: context.actor,
    reason: context.reason,
    reference: context.reference,
    idempotencyKey: context.idempotencyKey,
    reservationId: context.reservationId,
    createdAt: Date.now(),
    previousHash: wallet.lastHash,
  };
  const hash = await hashEntry(wallet.tenantId, unsigned);
  await ctx.db.insert("ledgerEntries", {
    tenantId: wallet.tenantId,
    ...unsigned,
    hash,
  });
  await ctx.db.patch("wallets", wallet._id, {
    balance: result.wallet.balance,
    reserved: result.wallet.reserved,
    sequence: unsigned.sequence,
    lastHash: hash,
  });
  return true;
}

/**
 * Books a grant, top-up, refund, adjustment or expiry once per idempotency key.
 * Returns false when that key was already booked; INSUFFICIENT_CREDITS when it would overdraw.
 */
export async function book(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  operation: LedgerOperation,
  context: Omit<EntryContext, "reservationId">,
): Promise<boolean> {
  const existing = await ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_idempotency_key", (q) =>
      q.eq("tenantId", tenantId).eq("idempotencyKey", context.idempotencyKey),
    )
    .unique();
  if (existing !== null) {
    if (
      existing.kind !== operation.kind ||
      existing.credits !== operation.credits
    ) {
      throw appError("CONFLICT", "This key booked something else.");
    }
    return false;
  }
  const wallet = await requireWallet(ctx, tenantId);
  const appended = await append(ctx, wallet, operation, {
    ...context,
    reservationId: null,
  });
  if (!appended) throw appError("INSUFFICIENT_CREDITS", "Not enough credits.");
  return true;
}

/** A page of the tenant's entries, newest first. */
export async function listEntries(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"ledgerEntries">>> {
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_sequence", (q) => q.eq("tenantId", tenantId))
    .order("desc")
    .paginate(paginationOpts);
}

/** A page of the tenant's entries in the order they were booked. */
export async function listEntriesForward(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"ledgerEntries">>> {
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_sequence", (q) => q.eq("tenantId", tenantId))
    .paginate(paginationOpts);
}
