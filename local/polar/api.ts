import { z } from "zod";

import { parseJson } from "../../lib/json";
import { readBody, sendJson, type Exchange } from "../shared/http";
import type { Router } from "../shared/router";
import type { Desk } from "./desk";
import { invalidField } from "./errors";
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

/** The calls of Polar's API that a seller of packs needs. */
export function addApiRoutes(
  router: Router,
  desk: Desk,
  origin: () => string,
): void {
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
