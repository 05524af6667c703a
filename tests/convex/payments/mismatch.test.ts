import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Id } from "../../../convex/_generated/dataModel";
import { signIn } from "../../support/people";
import {
  type Bought,
  configurePayments,
  deliverPolar,
  fakePolar,
  LARGE,
  openCheckout,
  orderPaid,
} from "../../support/polar";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  readBooks,
} from "../../support/product";

let t: Backend;
let mine: Business;
let bought: Bought;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  configurePayments();
  fakePolar();
  mine = await createBusiness(t, { credits: 100 });
  bought = await openCheckout(t, await signIn(t, mine.tenantId, "owner"));
  return () => vi.useRealTimers();
});

const balanceOf = async (tenantId: Id<"tenants"> = mine.tenantId) =>
  (await readBooks(t, tenantId)).balance;

const onlyOrder = () =>
  t.run(async (ctx) => (await ctx.db.query("orders").collect())[0] ?? null);

const actions = () =>
  t.run(async (ctx) =>
    (await ctx.db.query("auditEvents").collect()).map(({ action }) => action),
  );

describe("an order that is not what was asked for waits for an operator", () => {
  test.each([
    ["a smaller amount", "amount", { subtotal_amount: 1, net_amount: 1 }],
    ["a larger amount", "amount", { subtotal_amount: 901, net_amount: 901 }],
    ["nothing paid", "amount", { net_amount: 0 }],
    ["another currency", "currency", { currency: "jpy" }],
    ["another product", "product", { product_id: LARGE.productId }],
    ["no product", "product", { product_id: null }],
    ["a discount", "discounted", { discount_amount: 1, net_amount: 899 }],
    ["another reference", "reference", { metadata: { reference: "forged" } }],
    ["no reference", "reference", { metadata: {} }],
    [
      "a reference that is no text",
      "reference",
      { metadata: { reference: 1 } },
    ],
    ["an unknown checkout", "unknown_checkout", { checkout_id: "checkout-x" }],
    ["no checkout", "unknown_checkout", { checkout_id: null }],
  ])("%s", async (_case, problem, data) => {
    const response = await deliverPolar(t, orderPaid(bought, { data }));
    expect(response.status).toBe(200);
    expect(await balanceOf()).toBe(100);
    expect(await onlyOrder()).toMatchObject({ state: "review", problem });
    expect(await actions()).toContain("payment.review");
  });

  test("a tenant named in the event's metadata does not decide whose it is", async () => {
    const theirs = await createBusiness(t, { name: "Theirs", credits: 100 });
    const data = {
      metadata: { reference: bought.reference, tenantId: theirs.tenantId },
    };
    await deliverPolar(t, orderPaid(bought, { data }));
    expect(await balanceOf()).toBe(600);
    expect(await balanceOf(theirs.tenantId)).toBe(100);
  });

  test("the reference of one checkout with the id of another grants neither", async () => {
    const theirs = await createBusiness(t, { name: "Theirs", credits: 100 });
    const them = await signIn(t, theirs.tenantId, "owner");
    const other = await openCheckout(t, them);
    const mixed = { ...bought, reference: other.reference };
    await deliverPolar(t, orderPaid(mixed));
    expect(await balanceOf()).toBe(100);
    expect(await balanceOf(theirs.tenantId)).toBe(100);
    expect(await onlyOrder()).toMatchObject({ problem: "reference" });
  });

  test("a checkout is paid by one order only", async () => {
    await deliverPolar(t, orderPaid(bought));
    await deliverPolar(t, orderPaid(bought, { orderId: "order-2" }));
    expect(await balanceOf()).toBe(600);
    const states = await t.run(async (ctx) =>
      (await ctx.db.query("orders").collect()).map(({ state, problem }) => [
        state,
        problem,
      ]),
    );
    expect(states).toEqual([
      ["granted", null],
      ["review", "already_paid"],
    ]);
  });

  test("an order of a business that is gone is nobody's", async () => {
    await t.run((ctx) => ctx.db.delete("tenants", mine.tenantId));
    const response = await deliverPolar(t, orderPaid(bought));
    expect(response.status).toBe(200);
    expect(await onlyOrder()).toMatchObject({ problem: "unknown_checkout" });
  });
});
