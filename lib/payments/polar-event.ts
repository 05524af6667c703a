import { z } from "zod";
import type { ListedRefund, PaidOrder, PaymentEvent } from "./event";

const text = z.string().min(1).max(200);
const cents = z.number().int().min(0).max(1_000_000_000);
const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toLowerCase());
const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => Date.parse(value));

const orderSchema = z
  .object({
    id: text,
    paid: z.literal(true),
    checkout_id: text.nullable(),
    product_id: text.nullable(),
    metadata: z.record(z.string(), z.unknown()),
    subtotal_amount: cents,
    discount_amount: cents,
    net_amount: cents,
    currency,
  })
  .transform((order) => ({
    orderId: order.id,
    checkoutId: order.checkout_id,
    reference: referenceOf(order.metadata),
    productId: order.product_id,
    subtotal: order.subtotal_amount,
    discount: order.discount_amount,
    net: order.net_amount,
    currency: order.currency,
  }));

const refundSchema = z
  .object({
    id: text,
    order_id: text,
    status: z.enum(["pending", "succeeded", "failed", "canceled"]),
    amount: cents,
    currency,
    created_at: instant,
    modified_at: instant.nullable(),
  })
  .transform((refund) => ({
    refundId: refund.id,
    orderId: refund.order_id,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    changedAt: refund.modified_at ?? refund.created_at,
    createdAt: refund.created_at,
  }));

const listSchema = z.object({
  items: z.array(z.unknown()).max(100),
  pagination: z.object({ max_page: z.number().int().min(0) }),
});

const listedOrder = z.object({
  id: text,
  paid: z.boolean(),
  refunded_amount: cents,
});

const envelope = z.object({ type: text, data: z.unknown() });

function referenceOf(metadata: Record<string, unknown>): string | null {
  const value = metadata["reference"];
  return typeof value === "string" && value.length <= 200 ? value : null;
}

/**
 * The event in the body of a Polar webhook, by the fields we need and no others:
 * names, addresses and cards are not read. `unreadable` says which fields were
 * wrong, never their values.
 */
export function parsePolarEvent(body: unknown): PaymentEvent {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return unreadable(parsed.error);
  const { type, data } = parsed.data;
  switch (type) {
    case "order.paid": {
      const order = orderSchema.safeParse(data);
      return order.success
        ? { kind: "order_paid", order: order.data }
        : unreadable(order.error);
    }
    case "refund.created":
    case "refund.updated": {
      const refund = refundSchema.safeParse(data);
      if (!refund.success) return unreadable(refund.error);
      const { createdAt, ...report } = refund.data;
      return { kind: "refund", refund: report };
    }
    default:
      return { kind: "ignored" };
  }
}

function unreadable(error: z.ZodError): PaymentEvent {
  const fields = error.issues.map((issue) => issue.path.join(".") || "body");
  return { kind: "unreadable", reason: [...new Set(fields)].join(", ") };
}

/** The paid orders of Polar's list, and which of them were refunded; null when a field we need is not as it should be. */
export function parsePolarOrders(
  body: unknown,
): { orders: PaidOrder[]; refunded: string[] } | null {
  const list = listSchema.safeParse(body);
  const listed = z.array(listedOrder).safeParse(list.data?.items);
  if (!list.success || !listed.success) return null;
  const isPaid = (_: unknown, index: number) => listed.data[index]?.paid;
  const orders = z.array(orderSchema).safeParse(list.data.items.filter(isPaid));
  if (!orders.success) return null;
  const refunded = listed.data.filter((order) => order.refunded_amount > 0);
  return { orders: orders.data, refunded: refunded.map(({ id }) => id) };
}

/** A page of Polar's list of refunds; null when a field we need is not as it should be. */
export function parsePolarRefunds(
  body: unknown,
): { refunds: ListedRefund[]; pages: number } | null {
  const list = listSchema.safeParse(body);
  const refunds = z.array(refundSchema).safeParse(list.data?.items);
  if (!list.success || !refunds.success) return null;
  return { refunds: refunds.data, pages: list.data.pagination.max_page };
}
