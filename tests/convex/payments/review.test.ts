import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { errorCode } from "../../../lib/error-code";
import { type Person, signIn } from "../../support/people";
import {
  type Bought,
  configurePayments,
  deliverPolar,
  fakePolar,
  openCheckout,
  orderPaid,
  refundEvent,
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
let operator: Person;
let bought: Bought;

const reason = "asked the buyer";

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  configurePayments();
  fakePolar();
  mine = await createBusiness(t, { credits: 100 });
  bought = await openCheckout(t, await signIn(t, mine.tenantId, "owner"));
  operator = await signIn(t, null, "operator");
  return () => vi.useRealTimers();
});

const balance = async () => (await readBooks(t, mine.tenantId)).balance;

async function order() {
  const row = await t.run((ctx) => ctx.db.query("orders").first());
  if (row === null) throw new Error("No order.");
  return row;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => errorCode(error),
  );

const audited = (action: string) =>
  t.run(async (ctx) =>
    (await ctx.db.query("auditEvents").collect()).filter(
      (event) => event.action === action,
    ),
  );

async function differing(data: Record<string, unknown>): Promise<Id<"orders">> {
  await deliverPolar(t, orderPaid(bought, { data }));
  return (await order())._id;
}

describe("an order that differs", () => {
  test("is granted by an operator once, and its refunds count from then on", async () => {
    const orderId = await differing({ subtotal_amount: 800, net_amount: 800 });
    await deliverPolar(t, refundEvent(bought, { amount: 400 }));
    expect(await balance()).toBe(100);
    await operator.mutation(api.payments.review.accept, { orderId, reason });
    expect(await balance()).toBe(350);
    expect(await order()).toMatchObject({
      state: "partly_refunded",
      granted: 500,
      taken: 250,
      decision: { reason },
    });
    expect(await audited("payment.accepted")).toMatchObject([{ reason }]);
    const again = operator.mutation(api.payments.review.accept, {
      orderId,
      reason,
    });
    expect(await codeOf(again)).toBe("CONFLICT");
  });

  test("two operators at once grant it once", async () => {
    const orderId = await differing({ discount_amount: 10 });
    const accept = () =>
      codeOf(
        operator.mutation(api.payments.review.accept, { orderId, reason }),
      );
    expect((await Promise.all([accept(), accept()])).sort()).toEqual([
      "CONFLICT",
      "no error",
    ]);
    expect(await balance()).toBe(600);
  });

  test.each([
    ["of no checkout of ours", { checkout_id: "checkout-x" }],
    ["with another's reference", { metadata: { reference: "forged" } }],
  ])("%s cannot be granted, only closed", async (_case, data) => {
    const orderId = await differing(data);
    const accept = operator.mutation(api.payments.review.accept, {
      orderId,
      reason,
    });
    expect(await codeOf(accept)).toBe("CONFLICT");
    await operator.mutation(api.payments.review.close, { orderId, reason });
    expect(await order()).toMatchObject({ state: "closed" });
    expect(await balance()).toBe(100);
    expect(await audited("payment.closed")).toHaveLength(1);
  });

  test("of a checkout that was paid by another order cannot be granted", async () => {
    await deliverPolar(t, orderPaid(bought));
    await deliverPolar(t, orderPaid(bought, { orderId: "order-2" }));
    const second = await t.run(async (ctx) =>
      (await ctx.db.query("orders").collect()).find(
        ({ providerOrderId }) => providerOrderId === "order-2",
      ),
    );
    if (second === undefined) throw new Error("No second order.");
    const accept = operator.mutation(api.payments.review.accept, {
      orderId: second._id,
      reason,
    });
    expect(await codeOf(accept)).toBe("CONFLICT");
    expect(await balance()).toBe(600);
  });

  test("a redelivery after the decision changes nothing", async () => {
    const orderId = await differing({ product_id: "other" });
    await operator.mutation(api.payments.review.close, { orderId, reason });
    await deliverPolar(t, orderPaid(bought));
    expect(await order()).toMatchObject({ state: "closed" });
    expect(await balance()).toBe(100);
  });

  test("a granted order has nothing to decide, and a reason is always asked for", async () => {
    await deliverPolar(t, orderPaid(bought));
    const orderId = (await order())._id;
    const { accept, close, collect, forgive } = api.payments.review;
    for (const decide of [accept, close, collect, forgive]) {
      const work = operator.mutation(decide, { orderId, reason });
      expect(await codeOf(work)).toBe("CONFLICT");
      const silent = operator.mutation(decide, { orderId, reason: " " });
      expect(await codeOf(silent)).toBe("VALIDATION_FAILED");
    }
  });
});

describe("what a business owes", () => {
  let orderId: Id<"orders">;

  beforeEach(async () => {
    await deliverPolar(t, orderPaid(bought));
    await operator.mutation(api.credits.adjustment.add, {
      tenantId: mine.tenantId,
      direction: "down",
      credits: 550,
      reason: "spent",
      idempotencyKey: "spent-by-test",
    });
    await deliverPolar(t, refundEvent(bought, { amount: 900 }));
    orderId = (await order())._id;
  });

  const topUp = (credits: number) =>
    operator.mutation(api.credits.topUp.add, {
      tenantId: mine.tenantId,
      credits,
      reason: "a gift",
      idempotencyKey: `gift-${String(credits)}`,
    });
  const collect = () =>
    operator.mutation(api.payments.review.collect, { orderId, reason });

  test("is listed, collected as far as there are credits, and no further", async () => {
    expect(await order()).toMatchObject({ taken: 50, owed: 450 });
    expect(await codeOf(collect())).toBe("INSUFFICIENT_CREDITS");
    expect(await audited("payment.debt_collected")).toEqual([]);
    await topUp(100);
    expect(await collect()).toBe(100);
    expect(await order()).toMatchObject({ taken: 150, owed: 350 });
    await topUp(1_000);
    expect(await collect()).toBe(350);
    expect(await balance()).toBe(650);
    expect(await codeOf(collect())).toBe("CONFLICT");
  });

  test("is let off once, and a failed refund gives back only what was taken", async () => {
    await operator.mutation(api.payments.review.forgive, { orderId, reason });
    expect(await order()).toMatchObject({ taken: 50, owed: 0, forgiven: 450 });
    await deliverPolar(
      t,
      refundEvent(bought, {
        amount: 900,
        status: "failed",
        changedAt: 1_790_000_000_000,
      }),
    );
    expect(await order()).toMatchObject({ taken: 0, owed: 0, forgiven: 0 });
    expect(await balance()).toBe(50);
  });

  test("the lists show what needs a person", async () => {
    const list = async (
      filter:
        | { kind: "all" }
        | { kind: "owed" }
        | { kind: "state"; state: "review" | "refunded" }
        | { kind: "tenant"; tenantId: Id<"tenants"> },
    ) => {
      const { page } = await operator.query(api.payments.review.list, {
        filter,
        paginationOpts: { numItems: 10, cursor: null },
      });
      return page.map(({ providerOrderId }) => providerOrderId);
    };
    await deliverPolar(
      t,
      orderPaid(bought, { orderId: "order-2", data: { checkout_id: null } }),
    );
    expect(await list({ kind: "all" })).toEqual(["order-2", "order-1"]);
    expect(await list({ kind: "owed" })).toEqual(["order-1"]);
    expect(await list({ kind: "state", state: "review" })).toEqual(["order-2"]);
    expect(await list({ kind: "state", state: "refunded" })).toEqual([
      "order-1",
    ]);
    expect(await list({ kind: "tenant", tenantId: mine.tenantId })).toEqual([
      "order-1",
    ]);
  });
});

test("the operator sees whether payments are on, and what is wrong with them", async () => {
  const status = () => operator.query(api.payments.status.get, {});
  expect(await status()).toMatchObject({
    state: "on",
    provider: "127.0.0.1:4015",
    packs: 2,
  });
  await deliverPolar(t, orderPaid(bought), { secret: "polar_whs_not_ours" });
  await deliverPolar(t, orderPaid(bought, { data: { paid: false } }));
  expect(await status()).toMatchObject({
    unreadable: [{ about: "paid" }],
    forged: [{ count: 1 }],
  });
  configurePayments({ POLAR_WEBHOOK_SECRET: "", POLAR_PACKS: "nonsense" });
  expect(await status()).toMatchObject({
    state: "incomplete",
    names: ["POLAR_WEBHOOK_SECRET", "POLAR_PACKS"],
    provider: null,
  });
});
