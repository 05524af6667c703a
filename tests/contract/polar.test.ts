import { randomUUID } from "node:crypto";
import { PolarCore } from "@polar-sh/sdk/core.js";
import { checkoutsCreate } from "@polar-sh/sdk/funcs/checkoutsCreate.js";
import { checkoutsGet } from "@polar-sh/sdk/funcs/checkoutsGet.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createPolarClient } from "../../lib/clients/polar";
import { createPolarReader } from "../../lib/clients/polar-reader";
import { startPolar } from "../../local/polar/server";

interface Opened {
  url: string;
  accessToken: string;
  product: { id: string; amount: number; currency: string };
  close(): Promise<void>;
}

interface Target {
  name: string;
  open(): Promise<Opened>;
}

const PRODUCT = { id: randomUUID(), amount: 900, currency: "usd" };

const targets: Target[] = [
  {
    name: "the stand-in",
    async open() {
      const server = await startPolar({
        port: 0,
        accessToken: "local-token",
        products: [{ ...PRODUCT, name: "500 credits" }],
        endpoint: null,
        stateDir: null,
      });
      return {
        url: server.url,
        accessToken: "local-token",
        product: PRODUCT,
        close: server.close,
      };
    },
  },
];

// A product with one fixed price, and a token with checkouts:write, orders:read and refunds:read; nothing is paid.
const vendorToken = process.env["CONTRACT_POLAR_ACCESS_TOKEN"];
if (vendorToken !== undefined) {
  const [id = "", amount = "0", currency = "usd"] = (
    process.env["CONTRACT_POLAR_PRODUCT"] ?? ""
  ).split(":");
  targets.push({
    name: "the vendor",
    open: async () => ({
      url: process.env["CONTRACT_POLAR_URL"] ?? "https://sandbox-api.polar.sh",
      accessToken: vendorToken,
      product: { id, amount: Number(amount), currency },
      close: async () => undefined,
    }),
  });
}

describe.each(targets)("Polar of $name", ({ open }) => {
  let target: Opened;

  beforeAll(async () => {
    target = await open();
  });

  afterAll(async () => {
    await target.close();
  });

  const core = (accessToken = target.accessToken) =>
    new PolarCore({
      serverURL: target.url,
      accessToken: () => Promise.resolve(accessToken),
    });

  const client = (accessToken = target.accessToken) =>
    createPolarClient({
      baseUrl: target.url,
      accessToken,
      fetch: (url, init) => fetch(url, init),
      timeoutMs: 20_000,
    });

  const request = () => ({
    productId: target.product.id,
    amount: target.product.amount,
    currency: target.product.currency,
    reference: randomUUID(),
    successUrl: "http://127.0.0.1:3000/credits/buy?paid=1",
    returnUrl: "http://127.0.0.1:3000/credits/buy",
  });

  test("the SDK makes a checkout and reads it again, with our reference on it", async () => {
    const { productId, currency, reference } = request();
    const made = await checkoutsCreate(core(), {
      products: [productId],
      currency: currency as "usd",
      metadata: { reference },
      allowDiscountCodes: false,
    });
    if (!made.ok) throw made.error;
    expect(made.value).toMatchObject({
      status: "open",
      productId,
      amount: target.product.amount,
      currency,
      discountAmount: 0,
      allowDiscountCodes: false,
      metadata: { reference },
    });
    const read = await checkoutsGet(core(), { id: made.value.id });
    if (!read.ok) throw read.error;
    expect(read.value).toMatchObject({
      id: made.value.id,
      url: made.value.url,
      metadata: { reference },
    });
  });

  test("our client gets a page to pay at, open for a while", async () => {
    const outcome = await client().createCheckout(request());
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(new URL(outcome.url).pathname.length).toBeGreaterThan(5);
    expect(outcome.expiresAt).toBeGreaterThan(Date.now() + 5 * 60_000);
  });

  test("another price than the product's own is refused on our side", async () => {
    const { amount } = target.product;
    const outcome = await client().createCheckout({
      ...request(),
      amount: amount + 1,
    });
    expect(outcome).toEqual({
      ok: false,
      retryable: false,
      reason: "price_differs",
    });
  });

  test("a product that is not there is rejected", async () => {
    const outcome = await client().createCheckout({
      ...request(),
      productId: randomUUID(),
    });
    expect(outcome).toMatchObject({ ok: false, reason: "rejected" });
  });

  const reader = (accessToken = target.accessToken) =>
    createPolarReader({
      baseUrl: target.url,
      accessToken,
      fetch: (url, init) => fetch(url, init),
      timeoutMs: 20_000,
    });

  test("nothing was paid on a checkout nobody paid", async () => {
    const made = await client().createCheckout(request());
    if (!made.ok) throw new Error(made.reason);
    expect(await reader().ordersOf(made.checkoutId)).toEqual({
      ok: true,
      orders: [],
      refunded: [],
    });
  });

  test("the newest refunds can be listed", async () => {
    expect(await reader().refunds(null, 1)).toMatchObject({ ok: true });
    expect(await reader("not-a-token").refunds(null, 1)).toEqual({
      ok: false,
      reason: "unauthorized",
    });
  });

  test("a wrong token is unauthorized", async () => {
    const outcome = await client("not-a-token").createCheckout(request());
    expect(outcome).toEqual({
      ok: false,
      retryable: false,
      reason: "unauthorized",
    });
  });

  test("a checkout nobody made is not found", async () => {
    const read = await checkoutsGet(core(), { id: randomUUID() });
    expect(read).toMatchObject({ ok: false, error: { statusCode: 404 } });
  });
});

test("our reader finds what was paid and refunded through the stand-in", async () => {
  const server = await startPolar({
    port: 0,
    accessToken: null,
    products: [{ ...PRODUCT, name: "500 credits" }],
    endpoint: null,
    stateDir: null,
  });
  const options = {
    baseUrl: server.url,
    accessToken: "any",
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    timeoutMs: 2_000,
  };
  const reader = createPolarReader(options);
  const made = await createPolarClient(options).createCheckout({
    productId: PRODUCT.id,
    amount: PRODUCT.amount,
    currency: PRODUCT.currency,
    reference: "our-reference",
    successUrl: null,
    returnUrl: null,
  });
  if (!made.ok) throw new Error(made.reason);
  const { checkoutId } = made;
  await fetch(`${made.url}/pay`, {
    method: "POST",
    body: new URLSearchParams({ email: "buyer@example.com" }),
  });
  const paid = await reader.ordersOf(checkoutId);
  if (!paid.ok) throw new Error(paid.reason);
  expect(paid).toMatchObject({
    orders: [
      {
        checkoutId,
        reference: "our-reference",
        productId: PRODUCT.id,
        subtotal: PRODUCT.amount,
        net: PRODUCT.amount,
        currency: "usd",
      },
    ],
    refunded: [],
  });
  const orderId = paid.orders[0]?.orderId ?? "";
  await fetch(`${server.url}/control/orders/${orderId}/refund`, {
    method: "POST",
    body: new URLSearchParams({ amount: "300" }),
  });
  expect(await reader.ordersOf(checkoutId)).toMatchObject({
    refunded: [orderId],
  });
  expect(await reader.refunds(orderId, 1)).toMatchObject({
    isLast: true,
    refunds: [{ orderId, amount: 300, status: "succeeded", currency: "usd" }],
  });
  await server.close();
});

test("a server that is not there is unavailable, one that is silent times out", async () => {
  const server = await startPolar({
    port: 0,
    accessToken: null,
    products: [{ ...PRODUCT, name: "500 credits" }],
    endpoint: null,
    stateDir: null,
    faults: [{ kind: "timeout", times: 2 }],
  });
  const client = createPolarClient({
    baseUrl: server.url,
    accessToken: "any",
    fetch: (url, init) => fetch(url, init),
    timeoutMs: 300,
  });
  const request = {
    productId: PRODUCT.id,
    amount: PRODUCT.amount,
    currency: PRODUCT.currency,
    reference: "reference",
    successUrl: null,
    returnUrl: null,
  };
  expect(await client.createCheckout(request)).toMatchObject({
    reason: "timeout",
    retryable: true,
  });
  const reader = createPolarReader({
    baseUrl: server.url,
    accessToken: "any",
    fetch: (url, init) => fetch(url, init),
    timeoutMs: 300,
  });
  const asked = () => reader.ordersOf("checkout");
  expect(await asked()).toEqual({ ok: false, reason: "timeout" });
  await server.close();
  expect(await client.createCheckout(request)).toMatchObject({
    reason: "unavailable",
    retryable: true,
  });
  expect(await asked()).toEqual({ ok: false, reason: "unavailable" });
});
