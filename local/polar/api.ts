import { z } from "zod";

import { parseJson } from "../../lib/json";
import { readBody, sendJson, type Exchange } from "../shared/http";
import type { Router } from "../shared/router";
import type { Desk } from "./desk";
import { invalidField } from "./errors";
import type { Order, Refund } from "./model";
import { checkoutView, orderView, refundView } from "./wire";

const MAX_BODY_BYTES = 256 * 1024;

const metadata = z
  .record(
    z.string().max(40),
    z.union([z.string().max(500), z.number(), z.boolean()]),
  )
  .default({});

const checkoutCreate = z.object({
  products: z.array(z.string()).length(1),
  currency: z.string().nullish(),
  metadata,
  success_url: z.url().nullish(),
  return_url: z.url().nullish(),
  allow_discount_codes: z.boolean().default(true),
});

const refundCreate = z.object({
  order_id: z.string(),
  amount: z.number().int(),
  reason: z.string(),
});

async function readInput<T>(
  exchange: Exchange,
  schema: z.ZodType<T>,
): Promise<T> {
  const bytes = await readBody(exchange.request, MAX_BODY_BYTES);
  const parsed = schema.safeParse(parseJson(bytes.toString("utf8")));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidField(
    issue?.path.join(".") ?? "",
    issue?.message ?? "Invalid body.",
  );
}

const MAX_LIMIT = 100;
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  orders: ["checkout_id", "page", "limit", "sorting"],
  refunds: ["order_id", "page", "limit", "sorting"],
};

function wholeFrom(query: URLSearchParams, name: string, most: number): number {
  const value = Number(query.get(name) ?? (name === "page" ? 1 : 10));
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw invalidField(name, `A whole number from 1 to ${String(most)}.`);
}

/** A page of what Polar lists, newest first; only that order and these filters are spoken. */
function sendList<T extends { createdAt: number }>(
  { response, query }: Exchange,
  name: "orders" | "refunds",
  rows: readonly T[],
  view: (row: T) => unknown,
): void {
  for (const asked of query.keys()) {
    if (FILTERS[name]?.includes(asked) !== true) {
      throw invalidField(asked, "This filter is not supported here.");
    }
  }
  if ((query.get("sorting") ?? "-created_at") !== "-created_at") {
    throw invalidField("sorting", "Only -created_at is supported here.");
  }
  const limit = wholeFrom(query, "limit", MAX_LIMIT);
  const page = wholeFrom(query, "page", Number.MAX_SAFE_INTEGER);
  const sorted = rows
    .toReversed()
    .toSorted((a, b) => b.createdAt - a.createdAt);
  sendJson(response, 200, {
    items: sorted.slice((page - 1) * limit, page * limit).map(view),
    pagination: {
      total_count: sorted.length,
      max_page: Math.ceil(sorted.length / limit),
    },
  });
}

/** Polar's own default is newest first; `checkout_id` and `order_id` may be given. */
function addListRoutes(router: Router, desk: Desk): void {
  router.on("GET", "/v1/orders/", (exchange) => {
    const wanted = exchange.query.get("checkout_id");
    const isWanted = (order: Order) =>
      wanted === null || order.checkoutId === wanted;
    const orders = desk.listOrders().toReversed().filter(isWanted);
    sendList(exchange, "orders", orders, (order) =>
      orderView(order, desk.refundsOf(order.id)),
    );
  });
  router.on("GET", "/v1/refunds/", (exchange) => {
    const wanted = exchange.query.get("order_id");
    const isWanted = (refund: Refund) =>
      wanted === null || refund.orderId === wanted;
    sendList(exchange, "refunds", desk.listRefunds().filter(isWanted), (row) =>
      refundView(row, desk.requireOrder(row.orderId)),
    );
  });
}

/** The calls of Polar's API that a seller of packs needs. */
export function addApiRoutes(
  router: Router,
  desk: Desk,
  origin: () => string,
): void {
  addListRoutes(router, desk);
  router.on("POST", "/v1/checkouts/", async (exchange) => {
    const input = await readInput(exchange, checkoutCreate);
    const checkout = desk.createCheckout({
      productId: input.products[0] ?? "",
      currency: input.currency ?? null,
      metadata: input.metadata,
      successUrl: input.success_url ?? null,
      returnUrl: input.return_url ?? null,
      allowDiscountCodes: input.allow_discount_codes,
    });
    sendJson(exchange.response, 201, checkoutView(checkout, origin()));
  });
  router.on("GET", "/v1/checkouts/:id", ({ response, params }) => {
    const checkout = desk.requireCheckout(params["id"] ?? "");
    sendJson(response, 200, checkoutView(checkout, origin()));
  });
  router.on("GET", "/v1/orders/:id", ({ response, params }) => {
    const order = desk.requireOrder(params["id"] ?? "");
    sendJson(response, 200, orderView(order, desk.refundsOf(order.id)));
  });
  router.on("POST", "/v1/refunds/", async (exchange) => {
    const input = await readInput(exchange, refundCreate);
    const refund = desk.refund({
      orderId: input.order_id,
      amount: input.amount,
      reason: input.reason,
      status: "succeeded",
    });
    const order = desk.requireOrder(refund.orderId);
    sendJson(exchange.response, 201, refundView(refund, order));
  });
}
