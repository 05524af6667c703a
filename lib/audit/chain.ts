import { toHex } from "../hex";

/** One event of the trail with its place in its chain. */
export interface SealedEvent {
  sequence: number;
  id: string;
  /** When it was stored, in milliseconds. */
  at: number;
  tenantId: string | null;
  actor: string;
  action: string;
  target: string | null;
  reason: string | null;
  requestId: string | null;
  ipHash: string | null;
  previousHash: string;
  hash: string;
}

export type UnsealedEvent = Omit<SealedEvent, "hash">;

/** The chain of everything that belongs to no business. */
export const PLATFORM_CHAIN = "platform";

/** The name of the chain an event belongs to. */
export function chainOf(tenantId: string | null): string {
  return tenantId ?? PLATFORM_CHAIN;
}

/** What the first event of a chain names as its predecessor. */
export function genesisHash(chain: string): string {
  return `genesis:${chain}`;
}

/**
 * The bytes an event's hash stands for: a JSON array in a fixed order, so equal
 * events give equal text and different events different text. Throws a plain
 * Error on a number JSON cannot hold.
 */
export function canonicalEvent(chain: string, event: UnsealedEvent): string {
  return JSON.stringify([
    "my-aibud-audit/1",
    chain,
    finite(event.sequence),
    event.id,
    finite(event.at),
    event.tenantId,
    event.actor,
    event.action,
    event.target,
    event.reason,
    event.requestId,
    event.ipHash,
    event.previousHash,
  ]);
}

/** The SHA-256 of the canonical form, previous hash included, in hex. */
export async function hashEvent(
  chain: string,
  event: UnsealedEvent,
): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalEvent(chain, event));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function finite(value: number): number {
  if (!Number.isFinite(value)) {
    throw new Error("A number of the audit trail is not finite.");
  }
  return value;
}
