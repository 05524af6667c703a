import { createServer } from "node:http";
import { mkdtempSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PolarCore } from "@polar-sh/sdk/core.js";
import { checkoutsCreate } from "@polar-sh/sdk/funcs/checkoutsCreate.js";
import { ordersGet } from "@polar-sh/sdk/funcs/ordersGet.js";
import { refundsCreate } from "@polar-sh/sdk/funcs/refundsCreate.js";
import { validateEvent } from "@polar-sh/sdk/webhooks.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { startPolar } from "../../../local/polar/server";
import type { RunningServer } from "../../../local/shared/http";
import { until } from "../../support/until";

const SECRET = "polar_whs_of_the_test";
const PRODUCT = {
  id: "product-small",
  name: "500 credits",
  amount: 900,
  currency: "usd",
};

type Received = { headers: Record<string, string>; body: string };

let received: Received[];
let answers: number[];
let receiver: ReturnType<typeof createServer>;
let polar: RunningServer;
let stateDir: string;

async function start(): Promise<RunningServer> {
  const { port } = receiver.address() as AddressInfo;
  return startPolar({
    port: 0,
    accessToken: null,
    products: [PRODUCT],
    endpoint: { url: `http://127.0.0.1:${String(port)}/hook`, secret: SECRET },
    stateDir,
  });
}

beforeEach(async () => {
  received = [];
  answers = [];
  stateDir = mkdtempSync(join(tmpdir(), "polar-"));
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString("utf8"),
      });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => {
    receiver.listen(0, "127.0.0.1", resolve);
  });
  polar = await start();
});

afterEach(async () => {
  await polar.close();
  receiver.closeAllConnections();
  receiver.close();
});

const core = () =>
  new PolarCore({
    serverURL: polar.url,
    accessToken: () => Promise.resolve("any"),
  });

async function makeCheckout() {
  const made = await checkoutsCreate(core(), {
    products: [PRODUCT.id],
    currency: "usd",
    metadata: { reference: "our-reference" },
    successUrl: "http://127.0.0.1:3000/credits/buy",
  });
  if (!made.ok) throw made.error;
  return made.value;
}

/** Waits for so many webhooks. */
const webhooks = (count: number) =>
  until(
    `${String(count)} webhooks`,
    () => received.length,
    (length) => length >= count,
  );

const post = (url: string, fields: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

async function pay(): Promise<string> {
  const { url } = await makeCheckout();
  const page = await fetch(url);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("$9.00");
  const paid = await post(`${url}/pay`, { email: "buyer@example.com" });
  expect(paid.status).toBe(303);
  expect(paid.headers.get("location")).toBe(
    "http://127.0.0.1:3000/credits/buy",
  );
  await webhooks(1);
  return (JSON.parse(received[0]?.body ?? "{}") as { data: { id: string } })
    .data.id;
}

/** The event by the SDK's own verification and its own schemas. */
function read(index: number) {
  const delivery = received[index];
  if (delivery === undefined) throw new Error("No delivery.");
  return validateEvent(delivery.body, delivery.headers, SECRET);
}

describe("paying", () => {
  test("sends one order.paid that the SDK verifies and reads", async () => {
    const orderId = await pay();
    expect(read(0)).toMatchObject({
      type: "order.paid",
      data: {
        id: orderId,
        paid: true,
        subtotalAmount: 900,
        currency: "usd",
        productId: PRODUCT.id,
        metadata: { reference: "our-reference" },
      },
    });
    const got = await ordersGet(core(), { id: orderId });
    if (!got.ok) throw got.error;
    expect(got.value).toMatchObject({ status: "paid", totalAmount: 1080 });
  });

  test("works once for a checkout", async () => {
    const { url } = await makeCheckout();
    await post(`${url}/pay`, { email: "buyer@example.com" });
    const again = await post(`${url}/pay`, { email: "buyer@example.com" });
    expect(again.status).toBe(409);
  });

  test("does not work with a declined card, and the checkout stays open", async () => {
    const { url } = await makeCheckout();
    expect((await post(`${url}/decline`)).status).toBe(402);
    expect(await (await fetch(url)).text()).toContain("Pay $9.00");
    expect(received).toEqual([]);
  });
});

describe("refunds", () => {
  test("through the API: one refund.created that the SDK reads, and no more than was paid", async () => {
    const orderId = await pay();
    const refund = (amount: number) =>
      refundsCreate(core(), { orderId, amount, reason: "customer_request" });
    expect(await refund(400)).toMatchObject({ ok: true });
    await webhooks(2);
    expect(read(1)).toMatchObject({
      type: "refund.created",
      data: { orderId, amount: 400, status: "succeeded" },
    });
    expect(await refund(501)).toMatchObject({
      ok: false,
      error: { statusCode: 422 },
    });
    expect(await refund(500)).toMatchObject({ ok: true });
    expect(await refund(1)).toMatchObject({
      ok: false,
      error: { statusCode: 403 },
    });
  });

  test("on the page: pending first, then what the bank says", async () => {
    const orderId = await pay();
    const open = `${polar.url}/control/orders/${orderId}/refund?pending=1`;
    expect((await post(open, { amount: "900" })).status).toBe(303);
    await webhooks(2);
    const created = read(1) as { data: { id: string; status: string } };
    expect(created.data.status).toBe("pending");
    await post(`${polar.url}/control/refunds/${created.data.id}/failed`);
    await webhooks(3);
    expect(read(2)).toMatchObject({
      type: "refund.updated",
      data: { id: created.data.id, status: "failed" },
    });
  });
});

describe("deliveries", () => {
  test("a refused one is tried again with the same id, until it is taken", async () => {
    answers = [500];
    await pay();
    await webhooks(2);
    const ids = received.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(1);
    expect(received[1]?.body).toBe(received[0]?.body);
  });

  test("one can be delivered again by hand", async () => {
    await pay();
    const id = received[0]?.headers["webhook-id"] ?? "";
    const again = `${polar.url}/control/deliveries/${id}/again`;
    expect((await post(again)).status).toBe(303);
    await webhooks(2);
    expect(received[1]?.headers["webhook-id"]).toBe(id);
  });
});

describe("the server", () => {
  test("keeps its books over a restart and refuses a broken file", async () => {
    const orderId = await pay();
    await polar.close();
    polar = await start();
    expect(await ordersGet(core(), { id: orderId })).toMatchObject({
      ok: true,
    });
    await polar.close();
    writeFileSync(join(stateDir, "state.json"), "{");
    await expect(start()).rejects.toThrow("cannot be read");
    writeFileSync(
      join(stateDir, "state.json"),
      JSON.stringify({
        format: "polar-stand-in/1",
        checkouts: [],
        orders: [],
        refunds: [],
        deliveries: [],
      }),
    );
    polar = await start();
  });

  test("answers 501 to what it does not support, by name", async () => {
    const answer = await fetch(`${polar.url}/v1/subscriptions/`, {
      headers: { authorization: "Bearer any" },
    });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain("/v1/subscriptions/");
  });

  test("asks for a token, and shows its pages to no other site", async () => {
    expect((await fetch(`${polar.url}/v1/orders/x`)).status).toBe(401);
    const foreign = await fetch(polar.url, {
      headers: { origin: "https://evil.example.com" },
    });
    expect(foreign.status).toBe(403);
    const desk = await (await fetch(polar.url)).text();
    expect(desk).toContain("Nothing was bought yet.");
  });

  test("another price by a fault makes our side refuse the checkout", async () => {
    await fetch(`${polar.url}/control/faults`, {
      method: "POST",
      body: JSON.stringify({ kind: "price_changed" }),
    });
    expect(await makeCheckout()).toMatchObject({ amount: 1000 });
  });
});
