import { available, type LedgerKind, type Wallet } from "./ledger";

export interface Alarm {
  /** Below this the business is told; 0 never tells. */
  lowAt: number;
  /** Whether the wallet was below since credits last came in. */
  isLow: boolean;
  /** Whether it was empty since credits last came in. */
  isEmpty: boolean;
}

export interface LowBalanceStep {
  isLow: boolean;
  isEmpty: boolean;
  /** What the business is told now. */
  tell: "low" | "empty" | null;
}

const ADDS: ReadonlySet<LedgerKind> = new Set(["grant", "top_up", "adjust_up"]);

/**
 * Whether a change of the wallet is one that is told: the first below the
 * threshold, or the first to nothing, since credits last came in. A released
 * hold that lifts the wallet again is no new beginning, so going down once more
 * is not told once more.
 */
export function lowBalanceStep(
  before: Alarm,
  after: Wallet,
  kind: LedgerKind,
): LowBalanceStep {
  const isAdded = ADDS.has(kind);
  const left = available(after);
  const isLow = left < before.lowAt || (before.isLow && !isAdded);
  const isEmpty = left === 0 || (before.isEmpty && !isAdded);
  const tellsEmpty = isEmpty && !before.isEmpty;
  const tellsLow = isLow && !before.isLow && !isAdded;
  return {
    isLow,
    isEmpty,
    tell: tellsEmpty ? "empty" : tellsLow ? "low" : null,
  };
}
