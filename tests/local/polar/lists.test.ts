import { PolarCore } from "@polar-sh/sdk/core.js";
import { checkoutsCreate } from "@polar-sh/sdk/funcs/checkoutsCreate.js";
import { ordersList } from "@polar-sh/sdk/funcs/ordersList.js";
import { refundsCreate } from "@polar-sh/sdk/funcs/refundsCreate.js";
import { refundsList } from "@polar-sh/sdk/funcs/refundsList.js";
import { afterEach, beforeEach, expect, test } from "vitest";

import { startPolar } from "../../../local/polar/server";
import type { RunningServer } from "../../../local/shared/http";

const PRODUCT = {
  id: "product-small",
  name: "500 credits",
  amount: 900,
  currency: "usd",
};

let polar: RunningServer;

beforeEach(async () => {
  polar = await startPolar({
    port: 0,
    accessToken: null,
    products: [PRODUCT],
    endpoint: null,
    stateDir: null,
  });
});

afterEach(async () => {
  await polar.close();
});

const core = () =>
  new PolarCore({
    serverURL: polar.url,
    accessToken: () => Promise.resolve("any"),
  });

async function makeCheckout() {
  const made = await checkoutsCreate(core(), { products: [PRODUCT.id] });
  if (!made.ok) throw made.error;
  return made.value;
}

async function pay(): Promise<{ orderId: string; checkoutId: string }> {
  const { url, id: checkoutId } = await makeCheckout();
  await fetch(`${url}/pay`, {
    method: "POST",
    body: new URLSearchParams({ email: "buyer@example.com" }),
  });
  const state = await fetch(`${polar.url}/control/state`);
  const { orders } = (await state.json()) as { orders: { id: string }[] };
  return { orderId: orders[0]?.id ?? "", checkoutId };
}

test("the SDK reads the orders of one checkout, and nothing of another", async () => {
  const { orderId, checkoutId } = await pay();
  const listed = await ordersList(core(), { checkoutId, limit: 100 });
  if (!listed.ok) throw listed.error;
  expect(listed.value.result).toMatchObject({
    items: [{ id: orderId, paid: true, refundedAmount: 0 }],
    pagination: { totalCount: 1, maxPage: 1 },
  });
  const none = await ordersList(core(), {
    checkoutId: (await makeCheckout()).id,
  });
  if (!none.ok) throw none.error;
  expect(none.value.result).toMatchObject({
    items: [],
    pagination: { totalCount: 0, maxPage: 0 },
  });
});

test("the SDK reads refunds page by page, those of one order alone", async () => {
  const { orderId } = await pay();
  for (const amount of [100, 200, 300]) {
    const made = await refundsCreate(core(), {
      orderId,
      amount,
      reason: "customer_request",
    });
    if (!made.ok) throw made.error;
  }
  const listed = await refundsList(core(), {
    orderId,
    page: 2,
    limit: 2,
    sorting: ["-created_at"],
  });
  if (!listed.ok) throw listed.error;
  expect(listed.value.result).toMatchObject({
    items: [{ orderId, amount: 100 }],
    pagination: { totalCount: 3, maxPage: 2 },
  });
  const none = await refundsList(core(), { orderId: "another" });
  if (!none.ok) throw none.error;
  expect(none.value.result.items).toEqual([]);
});

test("a filter it does not speak is refused, not ignored", async () => {
  const asked = await ordersList(core(), { customerId: "somebody" });
  expect(asked).toMatchObject({ ok: false, error: { statusCode: 422 } });
});
