import type { BooksExport, BooksProblem, BooksReport } from "./books-export";
import { findBillingProblems } from "./books-billing";
import { foldEntry, KEY_TWICE, openTotals } from "./books-fold";
import type { Wallet } from "./ledger";

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
  let totals = openTotals(input.tenantId);
  const keys = new Set<string>();
  for (const entry of input.entries) {
    const step = await foldEntry(input.tenantId, totals, entry);
    const faults = [...step.faults];
    if (keys.has(entry.idempotencyKey)) faults.push(KEY_TWICE);
    const position = step.totals.entries;
    for (const fault of faults) {
      problems.push({ entry: position, id: null, ...fault });
    }
    keys.add(entry.idempotencyKey);
    totals = step.totals;
  }
  checkWallet(input, totals, totals.lastHash, problems);
  problems.push(...findBillingProblems(input));
  return {
    ok: problems.length === 0,
    entries: input.entries.length,
    problems,
  };
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
