import type { BooksExport, BooksProblem, BooksReport } from "./books-export";
import { genesisHash, hashEntry, type LedgerEntry } from "./chain";
import { findBillingProblems } from "./books-billing";
import { post, type Wallet } from "./ledger";

export {
  parseBooksExport,
  type BooksExport,
  type BooksProblem,
  type BooksReport,
} from "./books-export";

/**
 * Proves a tenant's books by doing them again: sequence, hash chain, postings
 * and running totals of every entry, the wallet, each reservation's entries, and
 * one capture for each message sent. Problems with entries come first, in ledger
 * order, so the first problem names the first wrong entry. Never throws.
 */
export async function verifyBooks(input: BooksExport): Promise<BooksReport> {
  const problems: BooksProblem[] = [];
  let wallet: Wallet = { balance: 0, reserved: 0 };
  let lastHash = genesisHash(input.tenantId);
  const keys = new Set<string>();
  for (const [index, entry] of input.entries.entries()) {
    const report = (check: string, detail: string) =>
      problems.push({ check, entry: index + 1, id: null, detail });
    if (entry.sequence !== index + 1) {
      report("sequence", `numbered ${entry.sequence}`);
    }
    if (entry.previousHash !== lastHash) {
      report("chain", "does not follow the entry before it");
    }
    if (entry.hash !== (await recomputedHash(input.tenantId, entry))) {
      report("hash", "the content does not match its hash");
    }
    if (keys.has(entry.idempotencyKey)) {
      report("idempotency", "its key was booked before");
    }
    const fault = arithmeticFault(wallet, entry);
    if (fault !== null) report(fault.check, fault.detail);
    keys.add(entry.idempotencyKey);
    lastHash = entry.hash;
    // Going on from what the entry claims keeps one fault from becoming many.
    wallet = { balance: entry.balanceAfter, reserved: entry.reservedAfter };
  }
  checkWallet(input, wallet, lastHash, problems);
  problems.push(...findBillingProblems(input));
  return {
    ok: problems.length === 0,
    entries: input.entries.length,
    problems,
  };
}

async function recomputedHash(
  tenantId: string,
  entry: LedgerEntry,
): Promise<string | null> {
  const { hash: _claimed, ...content } = entry;
  try {
    return await hashEntry(tenantId, content);
  } catch {
    return null;
  }
}

function arithmeticFault(
  before: Wallet,
  entry: LedgerEntry,
): { check: string; detail: string } | null {
  try {
    const result = post(before, { kind: entry.kind, credits: entry.credits });
    if (!result.ok) {
      return { check: "balance", detail: "takes more than was available" };
    }
    if (JSON.stringify(result.postings) !== postingsText(entry)) {
      return { check: "postings", detail: "are not those of its kind" };
    }
    const { balance, reserved } = result.wallet;
    return balance === entry.balanceAfter && reserved === entry.reservedAfter
      ? null
      : {
          check: "running_total",
          detail: `should leave ${balance} booked and ${reserved} reserved`,
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

function checkWallet(
  input: BooksExport,
  expected: Wallet,
  lastHash: string,
  problems: BooksProblem[],
): void {
  const report = (detail: string) =>
    problems.push({ check: "wallet", entry: null, id: null, detail });
  const { wallet, entries, reservations } = input;
  if (wallet.balance !== expected.balance) {
    report(`holds ${wallet.balance}, the ledger says ${expected.balance}`);
  }
  if (wallet.reserved !== expected.reserved) {
    report(
      `has ${wallet.reserved} reserved, the ledger says ${expected.reserved}`,
    );
  }
  if (wallet.sequence !== entries.length) {
    report(`counts ${wallet.sequence} entries of ${entries.length}`);
  }
  if (wallet.lastHash !== lastHash) {
    report("does not end in the last entry's hash");
  }
  const held = reservations
    .filter((reservation) => reservation.status === "held")
    .reduce((sum, reservation) => sum + reservation.credits, 0);
  if (held !== wallet.reserved) {
    report(`has ${wallet.reserved} reserved, its reservations hold ${held}`);
  }
}
