export interface Wallet {
  balance: number;
  reserved: number;
}

export type LedgerKind =
  | "grant"
  | "top_up"
  | "refund"
  | "adjust_up"
  | "adjust_down"
  | "expire"
  | "reserve"
  | "capture"
  | "release";

export interface LedgerOperation {
  kind: LedgerKind;
  credits: number;
}

export type Account =
  "issued" | "available" | "reserved" | "spent" | "adjusted" | "expired";

export interface Posting {
  account: Account;
  credits: number;
}

export type PostResult =
  | { ok: true; wallet: Wallet; postings: Posting[] }
  | { ok: false; reason: "insufficient" };

/** The most credits one operation may move. */
export const MAX_CREDITS = 1_000_000_000;

interface Route {
  from: Account;
  to: Account;
}

const ROUTES: Readonly<Record<LedgerKind, Route>> = {
  grant: { from: "issued", to: "available" },
  top_up: { from: "issued", to: "available" },
  refund: { from: "spent", to: "available" },
  adjust_up: { from: "adjusted", to: "available" },
  adjust_down: { from: "available", to: "adjusted" },
  expire: { from: "available", to: "expired" },
  reserve: { from: "available", to: "reserved" },
  capture: { from: "reserved", to: "spent" },
  release: { from: "reserved", to: "available" },
};

/** Credits that may still be reserved: balance less what is reserved. */
export function available(wallet: Wallet): number {
  return wallet.balance - wallet.reserved;
}

/**
 * Applies one operation to a wallet as a double entry: every credit leaves one
 * account and enters another, so the postings sum to zero. `insufficient` when
 * fewer credits are available than the operation takes. Throws a plain Error on
 * an amount that is no positive integer up to MAX_CREDITS, on an impossible
 * wallet, and on resolving more than is reserved: those are bugs.
 */
export function post(wallet: Wallet, operation: LedgerOperation): PostResult {
  requireWallet(wallet);
  const credits = requireCredits(operation.credits);
  const route = ROUTES[operation.kind];
  if (route.from === "available" && available(wallet) < credits) {
    return { ok: false, reason: "insufficient" };
  }
  if (route.from === "reserved" && wallet.reserved < credits) {
    throw new Error(`Cannot ${operation.kind} more than is reserved.`);
  }
  const availableAfter =
    available(wallet) + change("available", route, credits);
  const reserved = wallet.reserved + change("reserved", route, credits);
  const after = { balance: availableAfter + reserved, reserved };
  requireWallet(after);
  return {
    ok: true,
    wallet: after,
    postings: [
      { account: route.from, credits: -credits },
      { account: route.to, credits },
    ],
  };
}

function change(account: Account, route: Route, credits: number): number {
  if (route.to === account) return credits;
  return route.from === account ? -credits : 0;
}

function requireCredits(credits: number): number {
  if (!Number.isInteger(credits) || credits < 1 || credits > MAX_CREDITS) {
    throw new Error("Credits must be a positive integer within the limit.");
  }
  return credits;
}

function requireWallet({ balance, reserved }: Wallet): void {
  const isSound =
    Number.isSafeInteger(balance) &&
    Number.isSafeInteger(reserved) &&
    reserved >= 0 &&
    reserved <= balance;
  if (!isSound) throw new Error("The wallet is not sound.");
}
