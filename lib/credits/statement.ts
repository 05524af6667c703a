import type { LedgerKind } from "./ledger";

const SIGNS: Readonly<Record<LedgerKind, -1 | 0 | 1>> = {
  grant: 1,
  top_up: 1,
  refund: 1,
  adjust_up: 1,
  adjust_down: -1,
  expire: -1,
  capture: -1,
  reserve: 0,
  release: 0,
};

/** What an entry changes in the booked balance; a hold and its release change nothing. */
export function balanceChange(kind: LedgerKind, credits: number): number {
  return SIGNS[kind] === 0 ? 0 : SIGNS[kind] * credits;
}

const ISSUED: Readonly<Record<LedgerKind, -1 | 0 | 1>> = {
  ...SIGNS,
  capture: 0,
};

/** What an entry changes in what was ever issued: everything but charges. */
export function issuedChange(kind: LedgerKind, credits: number): number {
  return ISSUED[kind] === 0 ? 0 : ISSUED[kind] * credits;
}
