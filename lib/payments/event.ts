/** An order the provider says was paid; amounts in the currency's smallest unit. */
export interface PaidOrder {
  orderId: string;
  checkoutId: string | null;
  /** The reference we gave to the checkout. */
  reference: string | null;
  productId: string | null;
  /** Before discounts and taxes. */
  subtotal: number;
  discount: number;
  /** After discounts, before taxes. */
  net: number;
  currency: string;
}

export type RefundStatus = "pending" | "succeeded" | "failed" | "canceled";

export interface ProviderRefund {
  refundId: string;
  orderId: string;
  status: RefundStatus;
  /** Before taxes, as the order's `net`. */
  amount: number;
  currency: string;
  /** When the provider last changed it, epoch ms. */
  changedAt: number;
}

/** What a payment provider reported, whichever provider it is. */
export type PaymentEvent =
  | { kind: "order_paid"; order: PaidOrder }
  | { kind: "refund"; refund: ProviderRefund }
  | { kind: "ignored" }
  | { kind: "unreadable"; reason: string };

/** What a checkout is asked for. */
export interface CheckoutRequest {
  productId: string;
  amount: number;
  currency: string;
  /** Ours; the provider repeats it on the order. */
  reference: string;
  /** Where the buyer goes after paying; null is the provider's own page. */
  successUrl: string | null;
  /** Where the buyer goes back to without paying. */
  returnUrl: string | null;
}

export type CheckoutFailure =
  | "timeout"
  | "unavailable"
  | "rate_limited"
  | "unauthorized"
  | "rejected"
  | "malformed"
  /** The provider would charge something else than we ask. */
  | "price_differs";

export type CheckoutOutcome =
  | { ok: true; checkoutId: string; url: string; expiresAt: number }
  | { ok: false; retryable: boolean; reason: CheckoutFailure };

/** The hosted checkout of a payment provider. */
export interface PaymentProvider {
  createCheckout(request: CheckoutRequest): Promise<CheckoutOutcome>;
}

/** A refund as it is listed; `createdAt` in epoch ms. */
export type ListedRefund = ProviderRefund & { createdAt: number };

export type Answer<T> =
  ({ ok: true } & T) | { ok: false; reason: CheckoutFailure };

/** What a payment provider answers about payments when it is asked. */
export interface PaymentReader {
  /** The paid orders of a checkout, with the ids of those that were refunded in part or whole. */
  ordersOf(
    checkoutId: string,
  ): Promise<Answer<{ orders: PaidOrder[]; refunded: string[] }>>;
  /** One page of the refunds of an order, or of all; those made last come first. */
  refunds(
    orderId: string | null,
    page: number,
  ): Promise<Answer<{ refunds: ListedRefund[]; isLast: boolean }>>;
}
