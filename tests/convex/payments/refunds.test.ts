import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { signIn } from "../../support/people";
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
let bought: Bought;

async function setUp(): Promise<void> {
  t = createBackend();
  configurePayments();
  fakePolar();
  mine = await createBusiness(t, { credits: 100 });
  bought = await openCheckout(t, await signIn(t, mine.tenantId, "owner"));
}

beforeEach(async () => {
  vi.useFakeTimers();
  await setUp();
  return () => vi.useRealTimers();
});

const balance = async () => (await readBooks(t, mine.tenantId)).balance;

async function order() {
  const row = await t.run((ctx) => ctx.db.query("orders").first());
  if (row === null) throw new Error("No order.");
  return row;
}

/** Credits gone from the wallet in one go, as if they had been spent. */
async function spend(credits: number): Promise<void> {
  const operator = await signIn(t, null, "operator");
  await operator.mutation(api.credits.adjustment.add, {
    tenantId: mine.tenantId,
    direction: "down",
    credits,
    reason: "spent by the test",
    idempotencyKey: `spend-${String(credits)}`,
  });
}

describe("a refund takes back what it is worth", () => {
  test("all of it", async () => {
    await deliverPolar(t, orderPaid(bought));
    await deliverPolar(t, refundEvent(bought, { amount: 900 }));
    expect(await balance()).toBe(100);
    expect(await order()).toMatchObject({
      state: "refunded",
      taken: 500,
      owed: 0,
    });
    expect((await readBooks(t, mine.tenantId)).kinds).toEqual([
      "grant",
      "top_up",
      "adjust_down",
    ]);
  });

  test("a part, rounded in the buyer's favour, and the parts of a whole are the whole", async () => {
    await deliverPolar(t, orderPaid(bought));
    const part = (refundId: string, amount: number) =>
      deliverPolar(t, refundEvent(bought, { refundId, amount }));
    await part("r1", 100);
    expect(await order()).toMatchObject({
      state: "partly_refunded",
      taken: 55,
    });
    await part("r2", 100);
    expect(await order()).toMatchObject({ taken: 111 });
    await part("r3", 700);
    expect(await order()).toMatchObject({ state: "refunded", taken: 500 });
    expect(await balance()).toBe(100);
  });

  test("what was spent before is owed, and the wallet is never overdrawn", async () => {
    await deliverPolar(t, orderPaid(bought));
    await spend(450);
    await deliverPolar(t, refundEvent(bought, { amount: 900 }));
    expect(await balance()).toBe(0);
    expect(await order()).toMatchObject({
      state: "refunded",
      taken: 150,
      owed: 350,
    });
  });

  test("credits on hold are not taken", async () => {
    await deliverPolar(t, orderPaid(bought));
    await t.run(async (ctx) => {
      const wallet = await ctx.db
        .query("wallets")
        .withIndex("by_tenant", (q) => q.eq("tenantId", mine.tenantId))
        .unique();
      if (wallet === null) throw new Error("No wallet.");
      await ctx.db.patch("wallets", wallet._id, { reserved: 590 });
    });
    await deliverPolar(t, refundEvent(bought, { amount: 900 }));
    expect(await order()).toMatchObject({ taken: 10, owed: 490 });
    expect(await readBooks(t, mine.tenantId)).toMatchObject({
      balance: 590,
      reserved: 590,
    });
  });

  test("a refund before the payment is taken as soon as there is something", async () => {
    await deliverPolar(t, refundEvent(bought, { amount: 450 }));
    expect(await order()).toMatchObject({
      state: "awaiting_payment",
      refunded: 450,
    });
    expect(await balance()).toBe(100);
    await deliverPolar(t, orderPaid(bought));
    expect(await balance()).toBe(350);
    expect(await order()).toMatchObject({ state: "partly_refunded" });
  });

  test("the same refund twenty times at once is taken once", async () => {
    await deliverPolar(t, orderPaid(bought));
    const event = refundEvent(bought, { amount: 450 });
    await Promise.all(Array.from({ length: 20 }, () => deliverPolar(t, event)));
    expect(await balance()).toBe(350);
  });

  test("payment and refunds at once end the same", async () => {
    await Promise.all([
      deliverPolar(t, refundEvent(bought, { refundId: "r1", amount: 450 })),
      deliverPolar(t, orderPaid(bought)),
      deliverPolar(t, refundEvent(bought, { refundId: "r2", amount: 450 })),
      deliverPolar(t, orderPaid(bought)),
    ]);
    expect(await balance()).toBe(100);
    expect(await order()).toMatchObject({ state: "refunded", taken: 500 });
  });
});

describe("a refund that takes nothing", () => {
  test.each(["pending", "failed"] as const)("is %s", async (status) => {
    await deliverPolar(t, orderPaid(bought));
    await deliverPolar(t, refundEvent(bought, { amount: 900, status }));
    expect(await balance()).toBe(600);
    expect(await order()).toMatchObject({ state: "granted", taken: 0 });
  });

  test("is of another currency than the order", async () => {
    await deliverPolar(t, orderPaid(bought));
    await deliverPolar(
      t,
      refundEvent(bought, { amount: 900, data: { currency: "jpy" } }),
    );
    expect(await balance()).toBe(600);
  });

  test("came in another currency before the payment, which then waits for an operator", async () => {
    const data = { currency: "jpy" };
    await deliverPolar(t, refundEvent(bought, { amount: 900, data }));
    await deliverPolar(t, orderPaid(bought));
    expect(await order()).toMatchObject({
      state: "review",
      problem: "refund_currency",
    });
    expect(await balance()).toBe(100);
  });

  test("says it is of another order than before", async () => {
    await deliverPolar(t, orderPaid(bought));
    await deliverPolar(
      t,
      refundEvent(bought, { amount: 900, status: "pending" }),
    );
    await deliverPolar(
      t,
      refundEvent(bought, {
        amount: 900,
        orderId: "order-other",
        changedAt: 1_790_000_000_000,
      }),
    );
    const orders = await t.run((ctx) => ctx.db.query("orders").collect());
    expect(orders.map(({ refunded }) => refunded)).toEqual([0, 0]);
  });
});

describe("a refund that the bank sends back", () => {
  const fail = {
    amount: 900,
    status: "failed",
    changedAt: 1_790_000_000_000,
  } as const;

  test("gives the credits back", async () => {
    await deliverPolar(t, orderPaid(bought));
    await deliverPolar(t, refundEvent(bought, { amount: 900 }));
    await deliverPolar(t, refundEvent(bought, fail));
    expect(await balance()).toBe(600);
    expect(await order()).toMatchObject({ state: "granted", taken: 0 });
  });

  test("lets go of what was owed before the wallet gets anything", async () => {
    await deliverPolar(t, orderPaid(bought));
    await spend(450);
    await deliverPolar(t, refundEvent(bought, { amount: 900 }));
    await deliverPolar(t, refundEvent(bought, fail));
    expect(await balance()).toBe(150);
    expect(await order()).toMatchObject({ taken: 0, owed: 0 });
  });

  test("an older report after it changes nothing", async () => {
    await deliverPolar(t, orderPaid(bought));
    await deliverPolar(t, refundEvent(bought, fail));
    await deliverPolar(t, refundEvent(bought, { amount: 900 }));
    expect(await balance()).toBe(600);
  });
});
