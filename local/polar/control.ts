import { parseJson } from "../../lib/json";
import {
  readBody,
  sendBytes,
  sendEmpty,
  sendJson,
  type Exchange,
} from "../shared/http";
import type { Router } from "../shared/router";
import type { Desk } from "./desk";
import { polarFaultSchema, type PolarFaults } from "./faults";
import type { Checkout } from "./model";
import { renderCheckout, renderDesk, renderNotice } from "./page";

const MAX_FORM_BYTES = 16 * 1024;
const PAGE_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

function sendPage({ response }: Exchange, html: string, status = 200): void {
  sendBytes(response, status, "text/html; charset=utf-8", html, PAGE_HEADERS);
}

function redirect({ response }: Exchange, location: string): void {
  response.writeHead(303, { Location: location, "Content-Length": 0 });
  response.end();
}

async function readForm({ request }: Exchange): Promise<URLSearchParams> {
  const bytes = await readBody(request, MAX_FORM_BYTES);
  return new URLSearchParams(bytes.toString("utf8"));
}

function withCheckout(
  desk: Desk,
  act: (exchange: Exchange, checkout: Checkout) => Promise<void> | void,
): (exchange: Exchange) => Promise<void> | void {
  return (exchange) => {
    const checkout = desk.findBySecret(exchange.params["secret"] ?? "");
    if (checkout !== null) return act(exchange, checkout);
    sendPage(exchange, renderNotice("No such checkout.", null), 404);
  };
}

/** The pages a buyer sees. */
export function addCheckoutPages(router: Router, desk: Desk): void {
  router.on(
    "GET",
    "/checkout/:secret",
    withCheckout(desk, (exchange, checkout) => {
      sendPage(exchange, renderCheckout(checkout));
    }),
  );
  router.on(
    "POST",
    "/checkout/:secret/pay",
    withCheckout(desk, async (exchange, checkout) => {
      const email = (await readForm(exchange)).get("email") ?? "";
      const order = desk.pay(checkout, email);
      if (order === null) sendPage(exchange, renderCheckout(checkout), 409);
      else if (checkout.successUrl !== null) {
        redirect(exchange, checkout.successUrl);
      } else sendPage(exchange, renderNotice("Paid.", null));
    }),
  );
  router.on(
    "POST",
    "/checkout/:secret/decline",
    withCheckout(desk, (exchange, checkout) => {
      const link = `/checkout/${checkout.secret}`;
      sendPage(exchange, renderNotice("The card was declined.", link), 402);
    }),
  );
}

/** The seller's side: orders, refunds, webhooks and faults. */
export function addControlRoutes(
  router: Router,
  desk: Desk,
  faults: PolarFaults,
): void {
  router.on("GET", "/", (exchange) => {
    sendPage(exchange, renderDesk(desk));
  });
  router.on("GET", "/control/state", ({ response }) => {
    sendJson(response, 200, {
      checkouts: desk.listCheckouts(),
      orders: desk.listOrders(),
      deliveries: desk.deliveries,
    });
  });
  router.on("POST", "/control/orders/:id/refund", async (exchange) => {
    const form = await readForm(exchange);
    desk.refund({
      orderId: exchange.params["id"] ?? "",
      amount: Number(form.get("amount") ?? Number.NaN),
      reason: "customer_request",
      status: exchange.query.has("pending") ? "pending" : "succeeded",
    });
    redirect(exchange, "/");
  });
  for (const status of ["succeeded", "failed"] as const) {
    router.on("POST", `/control/refunds/:id/${status}`, (exchange) => {
      desk.settleRefund(exchange.params["id"] ?? "", status);
      redirect(exchange, "/");
    });
  }
  router.on("POST", "/control/deliveries/:id/again", (exchange) => {
    if (desk.deliverAgain(exchange.params["id"] ?? "")) redirect(exchange, "/");
    else sendPage(exchange, renderNotice("Nothing to deliver.", "/"), 404);
  });
  router.on("GET", "/control/faults", ({ response }) => {
    sendJson(response, 200, { faults: faults.list() });
  });
  router.on("POST", "/control/faults", async ({ request, response }) => {
    const bytes = await readBody(request, MAX_FORM_BYTES);
    const fault = polarFaultSchema.safeParse(parseJson(bytes.toString("utf8")));
    if (fault.success) {
      faults.add(fault.data);
      sendJson(response, 200, { faults: faults.list() });
    } else sendJson(response, 400, { message: fault.error.issues });
  });
  router.on("DELETE", "/control/faults", ({ response }) => {
    faults.clear();
    sendEmpty(response, 204);
  });
}
