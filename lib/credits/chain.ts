import { toHex } from "../hex";
import type { LedgerKind, Posting } from "./ledger";

export interface LedgerEntry {
  sequence: number;
  kind: LedgerKind;
  credits: number;
  postings: Posting[];
  balanceAfter: number;
  reservedAfter: number;
  actor: string;
  reason: string;
  reference: string | null;
  idempotencyKey: string;
  reservationId: string | null;
  createdAt: number;
  previousHash: string;
  hash: string;
}

export type UnhashedEntry = Omit<LedgerEntry, "hash">;

/** What the first entry of a tenant names as its predecessor. */
export function genesisHash(tenantId: string): string {
  return `genesis:${tenantId}`;
}

/**
 * The bytes an entry's hash stands for: a JSON array in a fixed order, so equal
 * entries give equal text and different entries different text. Throws a plain
 * Error on a number JSON cannot hold.
 */
export function canonicalEntry(tenantId: string, entry: UnhashedEntry): string {
  const postings = entry.postings.map(({ account, credits }) => [
    account,
    finite(credits),
  ]);
  return JSON.stringify([
    "my-aibud-ledger/1",
    tenantId,
    finite(entry.sequence),
    entry.kind,
    finite(entry.credits),
    postings,
    finite(entry.balanceAfter),
    finite(entry.reservedAfter),
    entry.actor,
    entry.reason,
    entry.reference,
    entry.idempotencyKey,
    entry.reservationId,
    finite(entry.createdAt),
    entry.previousHash,
  ]);
}

/** The SHA-256 of the canonical form, previous hash included, in hex. */
export async function hashEntry(
  tenantId: string,
  entry: UnhashedEntry,
): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalEntry(tenantId, entry));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function finite(value: number): number {
  if (!Number.isFinite(value))
    throw new Error("A ledger number is not finite.");
  return value;
}
