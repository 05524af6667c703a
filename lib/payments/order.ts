import type { PaidOrder, ProviderRefund, RefundStatus } from "./event";

/** Why a paid order is not what was asked for. */
export type OrderProblem =
  | "unknown_checkout"
  | "reference"
  | "already_paid"
  | "product"
  | "currency"
  | "amount"
  | "discounted";

/** What our own checkout asked for. */
export interface AskedOrder {
  reference: string;
  productId: string;
  amount: number;
  currency: string;
  /** The provider's order this checkout was paid with before, if any. */
  paidBy: string | null;
}

/**
 * Compares a paid order with the checkout it names; null when the order is
 * exactly what was asked for. Nothing but null may grant by itself.
 */
export function problemOf(
  asked: AskedOrder | null,
  order: PaidOrder,
): OrderProblem | null {
  if (asked === null) return "unknown_checkout";
  if (asked.reference !== order.reference) return "reference";
  if (asked.paidBy !== null && asked.paidBy !== order.orderId) {
    return "already_paid";
  }
  if (asked.productId !== order.productId) return "product";
  if (asked.currency !== order.currency) return "currency";
  if (order.discount !== 0) return "discounted";
  if (asked.amount !== order.subtotal || order.net <= 0) return "amount";
  return null;
}

const FINALITY: Readonly<Record<RefundStatus, number>> = {
  pending: 0,
  succeeded: 1,
  canceled: 2,
  failed: 3,
};

type RefundState = Pick<ProviderRefund, "status" | "amount" | "changedAt">;

/**
 * Which of two reports of one refund counts: the one changed last, and at the
 * same instant the more final one. The result does not depend on the order in
 * which reports arrive.
 */
export function laterRefund<T extends RefundState>(one: T, other: T): T {
  if (one.changedAt !== other.changedAt) {
    return one.changedAt > other.changedAt ? one : other;
  }
  if (one.status !== other.status) {
    return FINALITY[one.status] > FINALITY[other.status] ? one : other;
  }
  return one.amount >= other.amount ? one : other;
}

/** What a refund takes off its order: its amount once the money went back. */
export function refundedBy(refund: RefundState): number {
  return refund.status === "succeeded" ? refund.amount : 0;
}

/** Credits of an order, each in exactly one place besides those the buyer keeps. */
export interface OrderCredits {
  granted: number;
  /** Taken back from the wallet. */
  taken: number;
  /** Refunded, but spent before they could be taken back. */
  owed: number;
  /** Owed once and let off by an operator. */
  forgiven: number;
}

/** Credits a refund of `refunded` out of `net` takes back: all of them for all of it, else rounded in the buyer's favour. */
export function creditsToTakeBack(
  granted: number,
  net: number,
  refunded: number,
): number {
  if (refunded <= 0) return 0;
  if (refunded >= net) return granted;
  // Exact: amounts and credits are up to 10^9, their product is not.
  return Number((BigInt(granted) * BigInt(refunded)) / BigInt(net));
}

/** One move between the wallet and an order after its refunds changed. */
export type Settlement =
  | { kind: "nothing" }
  | { kind: "take"; fromWallet: number; owed: number }
  | { kind: "return"; toWallet: number; owed: number; forgiven: number };

/**
 * What is to be done so that taken, owed and forgiven credits together are
 * `target`. Takes what is available and leaves the rest owed; when less is to
 * be taken than before, what is owed goes first, then the wallet gets back.
 */
export function settle(
  order: OrderCredits,
  target: number,
  available: number,
): Settlement {
  const missing = target - order.taken - order.owed - order.forgiven;
  if (missing === 0) return { kind: "nothing" };
  if (missing > 0) {
    const fromWallet = Math.min(missing, available);
    return {
      kind: "take",
      fromWallet,
      owed: order.owed + missing - fromWallet,
    };
  }
  const fromOwed = Math.min(-missing, order.owed);
  const toWallet = Math.min(-missing - fromOwed, order.taken);
  return {
    kind: "return",
    toWallet,
    owed: order.owed - fromOwed,
    forgiven: order.forgiven - (-missing - fromOwed - toWallet),
  };
}

export type OrderState =
  | "awaiting_payment"
  | "review"
  | "closed"
  | "granted"
  | "partly_refunded"
  | "refunded";

/** Where a granted order stands, by what its refunds take back. */
export function grantedState(granted: number, target: number): OrderState {
  if (target === 0) return "granted";
  return target >= granted ? "refunded" : "partly_refunded";
}
