import { genesisHash, hashEntry, type LedgerEntry } from "./chain";
import { post, type Wallet } from "./ledger";
import { issuedChange } from "./statement";

/** What the ledger says up to and with one entry. */
export interface Totals extends Wallet {
  /** How many entries that are. */
  entries: number;
  /** Everything that came in less what was taken away; charges left aside. */
  issued: number;
  lastHash: string;
}

export interface Fault {
  check: string;
  detail: string;
}

/** What is said of an entry whose key another entry has. */
export const KEY_TWICE: Fault = {
  check: "idempotency",
  detail: "its key was booked before",
};

export function openTotals(tenantId: string): Totals {
  return {
    balance: 0,
    reserved: 0,
    entries: 0,
    issued: 0,
    lastHash: genesisHash(tenantId),
  };
}

/**
 * Does one entry again on what came before it: its number, its place in the
 * chain, its hash, its postings and its running totals. Goes on from what the
 * entry claims, which keeps one fault from becoming many. Never throws.
 */
export async function foldEntry(
  tenantId: string,
  before: Totals,
  entry: LedgerEntry,
): Promise<{ faults: Fault[]; totals: Totals }> {
  const faults: Fault[] = [];
  const position = before.entries + 1;
  if (entry.sequence !== position) {
    faults.push({ check: "sequence", detail: `numbered ${entry.sequence}` });
  }
  if (entry.previousHash !== before.lastHash) {
    const detail = "does not follow the entry before it";
    faults.push({ check: "chain", detail });
  }
  if (entry.hash !== (await recomputedHash(tenantId, entry))) {
    const detail = "the content does not match its hash";
    faults.push({ check: "hash", detail });
  }
  const fault = arithmeticFault(before, entry);
  if (fault !== null) faults.push(fault);
  const totals = {
    balance: entry.balanceAfter,
    reserved: entry.reservedAfter,
    entries: position,
    issued: before.issued + issuedChange(entry.kind, entry.credits),
    lastHash: entry.hash,
  };
  return { faults, totals };
}

async function recomputedHash(
  tenantId: string,
  { hash: _claimed, ...content }: LedgerEntry,
): Promise<string | null> {
  try {
    return await hashEntry(tenantId, content);
  } catch {
    // A number that JSON cannot hold has no hash.
    return null;
  }
}

function arithmeticFault(
  { balance, reserved }: Totals,
  entry: LedgerEntry,
): Fault | null {
  try {
    const operation = { kind: entry.kind, credits: entry.credits };
    const result = post({ balance, reserved }, operation);
    if (!result.ok) {
      return { check: "balance", detail: "takes more than was available" };
    }
    if (JSON.stringify(result.postings) !== postingsText(entry)) {
      return { check: "postings", detail: "are not those of its kind" };
    }
    const after = result.wallet;
    return after.balance === entry.balanceAfter &&
      after.reserved === entry.reservedAfter
      ? null
      : {
          check: "running_total",
          detail: `should leave ${after.balance} booked and ${after.reserved} reserved`,
        };
  } catch (error) {
    const detail = error instanceof Error ? error.message : "impossible";
    return { check: "operation", detail };
  }
}

function postingsText(entry: LedgerEntry): string {
  return JSON.stringify(
    entry.postings.map(({ account, credits }) => ({ account, credits })),
  );
}
