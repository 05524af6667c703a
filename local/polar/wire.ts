import type { Checkout, Order, Product, Refund } from "./model";

const ORGANIZATION = "0b8f1c9e-5c1d-4c55-9d0f-7f0c7d8f9a01";
const CREATED = "2026-01-01T00:00:00Z";

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null =>
  at === null ? null : iso(at);

function productView(product: Product) {
  return {
    id: product.id,
    created_at: CREATED,
    modified_at: null,
    trial_interval: null,
    trial_interval_count: null,
    name: product.name,
    description: null,
    visibility: "public",
    recurring_interval: null,
    recurring_interval_count: null,
    meter_interval: null,
    meter_interval_count: null,
    is_recurring: false,
    is_archived: false,
    organization_id: ORGANIZATION,
  };
}

function priceView(product: Product) {
  return {
    id: `price-${product.id}`,
    created_at: CREATED,
    modified_at: null,
    source: "catalog",
    amount_type: "fixed",
    price_currency: product.currency,
    tax_behavior: "exclusive",
    is_archived: false,
    product_id: product.id,
    price_amount: product.amount,
  };
}

const NO_CUSTOMER = {
  customer_id: null,
  is_business_customer: false,
  customer_name: null,
  customer_email: null,
  customer_ip_address: null,
  customer_billing_name: null,
  customer_billing_address: null,
  customer_tax_id: null,
  external_customer_id: null,
  customer_metadata: {},
};

const NO_TRIAL = {
  allow_trial: false,
  active_trial_interval: null,
  active_trial_interval_count: null,
  trial_end: null,
  trial_interval: null,
  trial_interval_count: null,
};

const ADDRESS_FIELDS = {
  country: "required",
  state: "disabled",
  city: "disabled",
  postal_code: "disabled",
  line1: "disabled",
  line2: "disabled",
};

/** A checkout as Polar's API answers it. */
export function checkoutView(checkout: Checkout, origin: string) {
  const { product } = checkout;
  const price = priceView(product);
  const shown = {
    ...productView(product),
    prices: [price],
    benefits: [],
    medias: [],
  };
  return {
    id: checkout.id,
    created_at: iso(checkout.createdAt),
    modified_at: isoOrNull(checkout.modifiedAt),
    payment_processor: "stripe",
    status: checkout.status,
    client_secret: checkout.secret,
    url: `${origin}/checkout/${checkout.secret}`,
    expires_at: iso(checkout.expiresAt),
    success_url:
      checkout.successUrl ?? `${origin}/checkout/${checkout.secret}/done`,
    return_url: checkout.returnUrl,
    embed_origin: null,
    amount: product.amount,
    discount_amount: 0,
    net_amount: product.amount,
    tax_amount: null,
    tax_behavior: null,
    total_amount: product.amount,
    currency: product.currency,
    ...NO_TRIAL,
    organization_id: ORGANIZATION,
    product_id: product.id,
    product_price_id: price.id,
    discount_id: null,
    discount: null,
    allow_discount_codes: checkout.allowDiscountCodes,
    require_billing_address: false,
    is_discount_applicable: true,
    is_free_product_price: false,
    is_payment_required: true,
    is_payment_setup_required: false,
    is_payment_form_required: true,
    ...NO_CUSTOMER,
    payment_processor_metadata: {},
    billing_address_fields: ADDRESS_FIELDS,
    metadata: checkout.metadata,
    products: [shown],
    product: shown,
    product_price: price,
    prices: { [product.id]: [price] },
    subscription_id: null,
    attached_custom_fields: [],
  };
}

function customerView(order: Order) {
  return {
    id: order.customerId,
    created_at: iso(order.createdAt),
    modified_at: null,
    metadata: {},
    external_id: null,
    email: order.email,
    email_verified: false,
    type: "individual",
    name: null,
    billing_name: null,
    billing_address: null,
    tax_id: null,
    organization_id: ORGANIZATION,
    deleted_at: null,
    avatar_url: null,
  };
}

function refundFigures(order: Order, refunds: readonly Refund[]) {
  const done = refunds.filter(({ status }) => status === "succeeded");
  const refunded = done.reduce((sum, { amount }) => sum + amount, 0);
  const refundedTax = done.reduce((sum, { taxAmount }) => sum + taxAmount, 0);
  const net = order.product.amount;
  return {
    status:
      refunded === 0
        ? "paid"
        : refunded >= net
          ? "refunded"
          : "partially_refunded",
    refunded_amount: refunded,
    refunded_tax_amount: refundedTax,
    refundable_amount: net - refunded,
    refundable_tax_amount: order.taxAmount - refundedTax,
  };
}

/** An order as Polar's API and its webhooks carry it. */
export function orderView(order: Order, refunds: readonly Refund[]) {
  const { product } = order;
  const figures = refundFigures(order, refunds);
  return {
    id: order.id,
    created_at: iso(order.createdAt),
    modified_at: isoOrNull(order.modifiedAt),
    paid: true,
    subtotal_amount: product.amount,
    discount_amount: 0,
    net_amount: product.amount,
    tax_amount: order.taxAmount,
    total_amount: product.amount + order.taxAmount,
    applied_balance_amount: 0,
    due_amount: 0,
    ...figures,
    currency: product.currency,
    billing_reason: "purchase",
    billing_name: null,
    billing_address: null,
    invoice_number: `LOCAL-${String(order.number).padStart(4, "0")}`,
    is_invoice_generated: false,
    receipt_number: null,
    seats: null,
    customer_id: order.customerId,
    product_id: product.id,
    discount_id: null,
    subscription_id: null,
    checkout_id: order.checkoutId,
    metadata: order.metadata,
    platform_fee_amount: 0,
    platform_fee_currency: null,
    customer: customerView(order),
    product: { ...productView(product), metadata: {} },
    discount: null,
    subscription: null,
    items: [
      {
        id: `item-${order.id}`,
        created_at: iso(order.createdAt),
        modified_at: null,
        label: product.name,
        amount: product.amount,
        tax_amount: order.taxAmount,
        proration: false,
        product_price_id: `price-${product.id}`,
      },
    ],
    description: product.name,
  };
}

/** A refund as Polar's API and its webhooks carry it. */
export function refundView(refund: Refund, order: Order) {
  return {
    id: refund.id,
    created_at: iso(refund.createdAt),
    modified_at: isoOrNull(refund.modifiedAt),
    metadata: {},
    status: refund.status,
    reason: refund.reason,
    amount: refund.amount,
    tax_amount: refund.taxAmount,
    currency: order.product.currency,
    organization_id: ORGANIZATION,
    order_id: order.id,
    subscription_id: null,
    customer_id: order.customerId,
    revoke_benefits: false,
    dispute: null,
  };
}
