import { defineTable } from "convex/server";
import { v } from "convex/values";

export const checkoutStatus = v.union(
  v.literal("requested"),
  v.literal("open"),
  v.literal("failed"),
  v.literal("expired"),
  /** Expired, and the provider knew of no payment for as long as it was asked. */
  v.literal("abandoned"),
  v.literal("paid"),
);

export const checkoutFailure = v.union(
  v.literal("timeout"),
  v.literal("unavailable"),
  v.literal("rate_limited"),
  v.literal("unauthorized"),
  v.literal("rejected"),
  v.literal("malformed"),
  v.literal("price_differs"),
  v.literal("not_configured"),
);

export const orderState = v.union(
  v.literal("awaiting_payment"),
  v.literal("review"),
  v.literal("closed"),
  v.literal("granted"),
  v.literal("partly_refunded"),
  v.literal("refunded"),
);

export const orderProblem = v.union(
  v.literal("unknown_checkout"),
  v.literal("reference"),
  v.literal("already_paid"),
  v.literal("product"),
  v.literal("currency"),
  v.literal("amount"),
  v.literal("discounted"),
  v.literal("refund_currency"),
);

const refundStatus = v.union(
  v.literal("pending"),
  v.literal("succeeded"),
  v.literal("failed"),
  v.literal("canceled"),
);

export const eventEffect = v.union(
  v.literal("granted"),
  v.literal("review"),
  v.literal("refunded"),
  v.literal("noted"),
  v.literal("unreadable"),
);

const nullableText = v.union(v.string(), v.null());

/** As `PaidOrder`. */
export const paidOrder = {
  orderId: v.string(),
  checkoutId: nullableText,
  reference: nullableText,
  productId: nullableText,
  subtotal: v.number(),
  discount: v.number(),
  net: v.number(),
  currency: v.string(),
};

/** As `ProviderRefund`. */
export const providerRefund = {
  refundId: v.string(),
  orderId: v.string(),
  status: refundStatus,
  amount: v.number(),
  currency: v.string(),
  changedAt: v.number(),
};

const pollSubject = v.union(v.literal("orders"), v.literal("refunds"));

export const paymentTables = {
  /** What a member asked to buy; the row is the job and says where to pay. */
  checkouts: defineTable({
    tenantId: v.id("tenants"),
    actor: v.string(),
    /** Ours and random; the provider repeats it on the order. */
    reference: v.string(),
    productId: v.string(),
    credits: v.number(),
    /** In the currency's smallest unit, before taxes. */
    amount: v.number(),
    currency: v.string(),
    returnUrl: v.union(v.string(), v.null()),
    status: checkoutStatus,
    failure: v.union(checkoutFailure, v.null()),
    providerCheckoutId: v.union(v.string(), v.null()),
    url: v.union(v.string(), v.null()),
    expiresAt: v.union(v.number(), v.null()),
    /** The provider's order it was paid with. */
    paidBy: v.union(v.string(), v.null()),
    /** How often the provider was asked whether it is paid. */
    looks: v.number(),
    /** When it is asked next; null: never. */
    nextLookAt: v.union(v.number(), v.null()),
  })
    .index("by_tenant", ["tenantId"])
    .index("by_reference", ["reference"])
    .index("by_provider_checkout", ["providerCheckoutId"])
    .index("by_next_look_at", ["nextLookAt"]),
  /** When the provider was last asked about what, and when it last answered. */
  paymentPolls: defineTable({
    about: pollSubject,
    askedAt: v.number(),
    /** Null: it never answered. */
    answeredAt: v.union(v.number(), v.null()),
    /** Why the last question was not answered. */
    failure: v.union(checkoutFailure, v.null()),
  }).index("by_about", ["about"]),
  /** What the provider says was paid; neither names nor cards are kept. */
  orders: defineTable({
    providerOrderId: v.string(),
    /** Null until a checkout of ours is found. */
    tenantId: v.union(v.id("tenants"), v.null()),
    checkoutId: v.union(v.id("checkouts"), v.null()),
    state: orderState,
    problem: v.union(orderProblem, v.null()),
    productId: v.union(v.string(), v.null()),
    /** Before taxes; null until it is paid. */
    amount: v.union(v.number(), v.null()),
    net: v.union(v.number(), v.null()),
    currency: v.union(v.string(), v.null()),
    /** Money that went back, before taxes. */
    refunded: v.number(),
    granted: v.number(),
    taken: v.number(),
    owed: v.number(),
    forgiven: v.number(),
    /** Entries booked for refunds; makes the key of the next one. */
    moves: v.number(),
    paidAt: v.union(v.number(), v.null()),
    /** What an operator decided about it. */
    decision: v.union(
      v.object({ actor: v.string(), reason: v.string(), at: v.number() }),
      v.null(),
    ),
  })
    .index("by_provider_order", ["providerOrderId"])
    .index("by_checkout", ["checkoutId"])
    .index("by_tenant", ["tenantId"])
    .index("by_state", ["state"])
    .index("by_owed", ["owed"]),
  paymentRefunds: defineTable({
    providerRefundId: v.string(),
    providerOrderId: v.string(),
    status: refundStatus,
    amount: v.number(),
    currency: v.string(),
    changedAt: v.number(),
  })
    .index("by_provider_refund", ["providerRefundId"])
    .index("by_provider_order", ["providerOrderId"]),
  /** Each delivered event once, and what it did; never its body. */
  paymentEvents: defineTable({
    eventId: v.string(),
    effect: eventEffect,
    /** The provider's order, or the fields that could not be read. */
    about: v.string(),
  })
    .index("by_event", ["eventId"])
    .index("by_effect", ["effect"]),
  /** Refused deliveries, counted by minute so that a flood writes one row. */
  paymentRejections: defineTable({
    reason: v.string(),
    minute: v.number(),
    count: v.number(),
  }).index("by_reason_and_minute", ["reason", "minute"]),
};
