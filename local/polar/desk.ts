import { randomBytes, randomUUID } from "node:crypto";

import type { Clock } from "../shared/clock";
import { createSaver, readStateFile } from "../shared/store";
import { invalidField, polarError } from "./errors";
import {
  savedSchema,
  type Checkout,
  type Delivery,
  type Order,
  type Product,
  type Refund,
} from "./model";
import { createSender, type Endpoint } from "./sender";
import { orderView, refundView } from "./wire";

const CHECKOUT_LIFE_MS = 60 * 60_000;
const KEPT_DELIVERIES = 300;

export interface CheckoutInput {
  productId: string;
  currency: string | null;
  metadata: Checkout["metadata"];
  successUrl: string | null;
  returnUrl: string | null;
  allowDiscountCodes: boolean;
}

export interface RefundInput {
  orderId: string;
  amount: number;
  reason: string;
  status: Refund["status"];
}

export type Desk = ReturnType<typeof openDesk>;

/** The books of the pretended seller: checkouts, orders, refunds, and the webhooks they cause. */
export function openDesk(options: {
  file: string | null;
  clock: Clock;
  products: readonly Product[];
  /** Null sends no webhooks. */
  endpoint: Endpoint | null;
}) {
  const { clock, file, endpoint } = options;
  const saved =
    file === null
      ? null
      : readStateFile(file, (value) => savedSchema.parse(value));
  const products = new Map(options.products.map((each) => [each.id, each]));
  const checkouts = new Map(saved?.checkouts.map((each) => [each.id, each]));
  const orders = new Map(saved?.orders.map((each) => [each.id, each]));
  const refunds = new Map(saved?.refunds.map((each) => [each.id, each]));
  const deliveries: Delivery[] = saved?.deliveries ?? [];
  const saver = createSaver({
    file,
    clock,
    snapshot: () => ({
      format: "polar-stand-in/1",
      checkouts: [...checkouts.values()],
      orders: [...orders.values()],
      refunds: [...refunds.values()],
      deliveries,
    }),
  });
  const sender =
    endpoint === null
      ? null
      : createSender({ clock, endpoint, changed: () => saver.request() });

  const emit = (type: string, about: string, data: unknown): void => {
    const timestamp = new Date(clock.now()).toISOString();
    const delivery: Delivery = {
      id: randomUUID(),
      type,
      about,
      body: JSON.stringify({ type, timestamp, data }),
      createdAt: clock.now(),
      attempts: 0,
      status: null,
    };
    deliveries.push(delivery);
    if (deliveries.length > KEPT_DELIVERIES) deliveries.shift();
    saver.request();
    sender?.deliver(delivery);
  };

  const refundsOf = (orderId: string): Refund[] =>
    [...refunds.values()].filter((refund) => refund.orderId === orderId);

  const requireOrder = (orderId: string): Order => {
    const order = orders.get(orderId);
    if (order === undefined) {
      throw polarError(404, "ResourceNotFound", "Not found");
    }
    return order;
  };

  const current = (checkout: Checkout): Checkout => {
    if (checkout.status === "open" && clock.now() > checkout.expiresAt) {
      checkout.status = "expired";
      checkout.modifiedAt = clock.now();
      saver.request();
    }
    return checkout;
  };

  return {
    products,
    deliveries,
    endpoint,
    listOrders: (): Order[] => [...orders.values()].reverse(),
    listCheckouts: (): Checkout[] =>
      [...checkouts.values()].map(current).reverse(),
    refundsOf,
    /** In the order they were made. */
    listRefunds: (): Refund[] => [...refunds.values()],
    requireOrder,

    requireCheckout(id: string): Checkout {
      const checkout = checkouts.get(id);
      if (checkout !== undefined) return current(checkout);
      throw polarError(404, "ResourceNotFound", "Not found");
    },

    findBySecret(secret: string): Checkout | null {
      const found = [...checkouts.values()].find(
        (each) => each.secret === secret,
      );
      return found === undefined ? null : current(found);
    },

    createCheckout(input: CheckoutInput): Checkout {
      const product = products.get(input.productId);
      if (product === undefined) {
        throw invalidField("products", "Product does not exist.");
      }
      if (input.currency !== null && input.currency !== product.currency) {
        throw invalidField("currency", "The product has no such price.");
      }
      const checkout: Checkout = {
        id: randomUUID(),
        secret: `polar_c_${randomBytes(24).toString("base64url")}`,
        status: "open",
        createdAt: clock.now(),
        modifiedAt: null,
        expiresAt: clock.now() + CHECKOUT_LIFE_MS,
        product: { ...product },
        metadata: input.metadata,
        successUrl: input.successUrl,
        returnUrl: input.returnUrl,
        allowDiscountCodes: input.allowDiscountCodes,
      };
      checkouts.set(checkout.id, checkout);
      saver.now();
      return checkout;
    },

    /** Pays an open checkout once; null when it is not open. */
    pay(checkout: Checkout, email: string): Order | null {
      if (current(checkout).status !== "open") return null;
      const order: Order = {
        id: randomUUID(),
        number: orders.size + 1,
        checkoutId: checkout.id,
        createdAt: clock.now(),
        modifiedAt: null,
        product: checkout.product,
        email,
        customerId: randomUUID(),
        metadata: checkout.metadata,
        taxAmount: Math.round(checkout.product.amount * 0.2),
      };
      checkout.status = "succeeded";
      checkout.modifiedAt = clock.now();
      orders.set(order.id, order);
      saver.now();
      emit("order.paid", order.id, orderView(order, []));
      return order;
    },

    refund(input: RefundInput): Refund {
      const order = requireOrder(input.orderId);
      const open = refundsOf(order.id)
        .filter(({ status }) => status !== "failed")
        .reduce((sum, { amount }) => sum + amount, 0);
      const left = order.product.amount - open;
      if (left === 0) {
        throw polarError(403, "RefundedAlready", "Order is refunded already.");
      }
      if (input.amount < 1 || input.amount > left) {
        throw invalidField("amount", `The amount is 1 to ${String(left)}.`);
      }
      const refund: Refund = {
        id: randomUUID(),
        orderId: order.id,
        status: input.status,
        reason: input.reason,
        amount: input.amount,
        taxAmount: Math.round(
          (order.taxAmount * input.amount) / order.product.amount,
        ),
        createdAt: clock.now(),
        modifiedAt: null,
      };
      refunds.set(refund.id, refund);
      saver.now();
      emit("refund.created", order.id, refundView(refund, order));
      return refund;
    },

    /** The bank's word on a refund, also a late one. */
    settleRefund(refundId: string, status: Refund["status"]): Refund {
      const refund = refunds.get(refundId);
      if (refund === undefined) {
        throw polarError(404, "ResourceNotFound", "Not found");
      }
      refund.status = status;
      refund.modifiedAt = clock.now();
      saver.now();
      const order = requireOrder(refund.orderId);
      emit("refund.updated", order.id, refundView(refund, order));
      return refund;
    },

    /** Sends the same webhook once more, with its id and a fresh timestamp. */
    deliverAgain(id: string): boolean {
      const delivery = deliveries.find((each) => each.id === id);
      if (delivery === undefined || sender === null) return false;
      sender.deliver(delivery);
      return true;
    },

    close(): void {
      sender?.close();
      saver.flush();
    },
  };
}
