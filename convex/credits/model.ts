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
import { actorKindOf } from "../../lib/credits/actors";
import {
  available,
  type LedgerOperation,
  post,
} from "../../lib/credits/ledger";
import { lowBalanceStep } from "../../lib/credits/low-balance";
import { issuedChange } from "../../lib/credits/statement";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getByKey } from "./historyModel";
import { notify } from "../notifications/model";

const DEFAULT_LOW_AT = 20;
const MAX_LOW_AT = 1_000_000;

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
    lowAt: DEFAULT_LOW_AT,
    isLow: false,
    emptySince: 0,
    issued: 0,
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
    actorKind: actorKindOf(context.actor),
  });
  const alarm = { ...wallet, isEmpty: wallet.emptySince !== null };
  const alert = lowBalanceStep(alarm, result.wallet, operation.kind);
  await ctx.db.patch("wallets", wallet._id, {
    balance: result.wallet.balance,
    reserved: result.wallet.reserved,
    sequence: unsigned.sequence,
    lastHash: hash,
    isLow: alert.isLow,
    emptySince: alert.isEmpty ? (wallet.emptySince ?? unsigned.sequence) : null,
    issued: wallet.issued + issuedChange(operation.kind, operation.credits),
  });
  if (alert.tell !== null) {
    const kind = alert.tell === "low" ? "credits_low" : "credits_empty";
    const key = `${kind}:${String(unsigned.sequence)}`;
    await notify(ctx, wallet.tenantId, kind, key);
  }
  return true;
}

/** Tells the business once per crossing that its credits do not pay for a message. */
export async function tellEmpty(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
): Promise<void> {
  const { emptySince, sequence } = await requireWallet(ctx, tenantId);
  const key = `credits_empty:${String(emptySince ?? sequence)}`;
  await notify(ctx, tenantId, "credits_empty", key);
}

/** Sets from how many available credits down the business is told; 0 never tells. */
export async function setLowAt(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  lowAt: number,
): Promise<void> {
  if (!Number.isSafeInteger(lowAt) || lowAt < 0 || lowAt > MAX_LOW_AT) {
    throw appError(
      "VALIDATION_FAILED",
      `The threshold is a whole number from 0 to ${String(MAX_LOW_AT)}.`,
    );
  }
  const wallet = await requireWallet(ctx, tenantId);
  // Whoever sets it sees the balance beside it, so that is no crossing.
  await ctx.db.patch("wallets", wallet._id, {
    lowAt,
    isLow: available(wallet) < lowAt,
  });
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
  const existing = await getByKey(ctx, tenantId, context.idempotencyKey);
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

/** The most credits an operator may book at once. */
const MAX_BOOKED = 1_000_000;

export function requireBookable(credits: number): void {
  if (!Number.isInteger(credits) || credits < 1 || credits > MAX_BOOKED) {
    throw appError(
      "VALIDATION_FAILED",
      `Credits are a whole number from 1 to ${String(MAX_BOOKED)}.`,
    );
  }
}

export function requireKey(idempotencyKey: string): void {
  if (idempotencyKey.length < 8 || idempotencyKey.length > 100) {
    throw appError("VALIDATION_FAILED", "A key has 8 to 100 characters.");
  }
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
