import { available, type LedgerKind, type Wallet } from "./ledger";

export type LowBalanceStep = { isLow: boolean; tell: boolean };

const ADDS: ReadonlySet<LedgerKind> = new Set(["grant", "top_up", "adjust_up"]);

/**
 * Whether a change of the wallet is the one that is told: the first below the
 * threshold since credits last came in. A released hold that lifts the wallet
 * over the threshold is no new beginning, so going down again is not told again.
 */
export function lowBalanceStep(
  before: { lowAt: number; isLow: boolean },
  after: Wallet,
  kind: LedgerKind,
): LowBalanceStep {
  const isBelow = available(after) < before.lowAt;
  if (!isBelow) {
    return { isLow: before.isLow && !ADDS.has(kind), tell: false };
  }
  return { isLow: true, tell: !before.isLow && !ADDS.has(kind) };
}
