import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import {
  type Buying,
  DAY,
  HOUR,
  MINUTE,
  startBuying,
} from "../../support/buying";
import { codeOf } from "../../support/inbox";
import { signIn } from "../../support/people";
import {
  configurePayments,
  deliverPolar,
  openCheckout,
  orderPaid,
} from "../../support/polar";
import { json } from "../../support/vendors";

let shop: Buying;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  shop = await startBuying();
  return () => vi.useRealTimers();
});

describe("a payment no webhook told of", () => {
  test("is granted at the next look, once, and says that it was asked for", async () => {
    shop.payQuietly();
    expect(await shop.tick()).toBe(0);
    vi.advanceTimersByTime(3 * MINUTE);
    expect(await shop.tick()).toBe(1);
    expect(await shop.balance()).toBe(600);
    expect(await shop.row()).toMatchObject({
      status: "paid",
      paidBy: "order-1",
      nextLookAt: null,
    });
    expect(await shop.audited("payment.found")).toMatchObject([
      {
        tenantId: shop.mine.tenantId,
        target: "order-1",
        actor: "system:payments",
      },
    ]);
    expect(shop.polar.tokens.at(-1)).toBe("Bearer polar-token-for-tests");
    expect(await shop.pass(2 * DAY, HOUR)).toBe(0);
    expect(await shop.grants()).toBe(1);
  });

  test("and its webhook, before, after and while it is asked for, grant once", async () => {
    shop.payQuietly();
    vi.advanceTimersByTime(3 * MINUTE);
    await shop.t.mutation(internal.payments.looking.begin, {});
    vi.advanceTimersByTime(1);
    await Promise.all([
      deliverPolar(shop.t, orderPaid(shop.bought)),
      shop.t.finishInProgressScheduledFunctions(),
      deliverPolar(shop.t, orderPaid(shop.bought)),
    ]);
    await deliverPolar(shop.t, orderPaid(shop.bought));
    await shop.tick();
    expect([await shop.balance(), await shop.grants()]).toEqual([600, 1]);
  });

  test("is granted although the checkout had expired long before", async () => {
    await shop.pass(3 * DAY, HOUR);
    expect(await shop.row()).toMatchObject({ status: "expired" });
    shop.payQuietly();
    await shop.pass(7 * HOUR, HOUR);
    expect([await shop.balance(), (await shop.row()).status]).toEqual([
      600,
      "paid",
    ]);
  });

  test("of a business that was suspended meanwhile is granted; a new checkout is not begun", async () => {
    shop.payQuietly();
    await shop.t.run((ctx) =>
      ctx.db.patch(shop.mine.tenantId, { status: "suspended" }),
    );
    expect(
      await codeOf(
        shop.owner.mutation(api.payments.checkouts.start, {
          productId: "product-small",
          origin: "http://127.0.0.1:3000",
        }),
      ),
    ).toBe("SENDING_DISABLED");
    vi.advanceTimersByTime(3 * MINUTE);
    await shop.tick();
    expect(await shop.balance()).toBe(600);
  });

  test("that is not what was asked for waits for an operator, and is not asked about again", async () => {
    shop.payQuietly({ data: { subtotal_amount: 1, net_amount: 1 } });
    vi.advanceTimersByTime(3 * MINUTE);
    await shop.tick();
    expect(await shop.balance()).toBe(100);
    const [order] = await shop.orders();
    expect(order).toMatchObject({ state: "review", problem: "amount" });
    expect(await shop.pass(DAY, HOUR)).toBe(0);
  });

  test("of somebody else's checkout is left alone, whatever Polar's filter lets through", async () => {
    shop.payQuietly({ data: { checkout_id: "another" } });
    const { data } = orderPaid(shop.bought);
    shop.polar.onList = () =>
      json({
        items: [{ ...data, checkout_id: "another" }],
        pagination: { total_count: 1, max_page: 1 },
      });
    vi.advanceTimersByTime(3 * MINUTE);
    await shop.tick();
    expect(await shop.orders()).toEqual([]);
    expect((await shop.row()).nextLookAt).not.toBeNull();
  });

  test("that is not through yet is asked for again", async () => {
    shop.payQuietly({ data: { paid: false } });
    vi.advanceTimersByTime(3 * MINUTE);
    await shop.tick();
    expect(await shop.balance()).toBe(100);
    shop.polar.orders = [orderPaid(shop.bought).data];
    await shop.pass(HOUR, 5 * MINUTE);
    expect(await shop.balance()).toBe(600);
  });
});

describe("asking", () => {
  test("gets rarer, and ends a week after the checkout expired in a state people see", async () => {
    const asked = await shop.pass(9 * DAY, HOUR);
    expect(asked).toBeGreaterThan(20);
    expect(asked).toBeLessThan(45);
    expect(await shop.row()).toMatchObject({
      status: "abandoned",
      nextLookAt: null,
      url: null,
    });
    await deliverPolar(shop.t, orderPaid(shop.bought));
    expect([await shop.balance(), (await shop.row()).status]).toEqual([
      600,
      "paid",
    ]);
  });

  test("does not end while Polar does not answer, but a month later", async () => {
    shop.polar.onList = () => json({ detail: "down" }, 503);
    await shop.pass(8 * DAY, HOUR);
    expect((await shop.row()).status).toBe("expired");
    await shop.pass(24 * DAY, 6 * HOUR);
    expect((await shop.row()).status).toBe("abandoned");
  });

  test.each([
    ["503", "unavailable", () => json({}, 503)],
    ["429", "rate_limited", () => json({}, 429)],
    ["403", "unauthorized", () => json({}, 403)],
    ["no list", "malformed", () => json({ items: "none" })],
    [
      "an order without its amount",
      "malformed",
      () =>
        json({
          items: [{ id: "x", paid: true, refunded_amount: 0 }],
          pagination: { total_count: 1, max_page: 1 },
        }),
    ],
    [
      "a redirect",
      "malformed",
      () => new Response(null, { status: 302, headers: { location: "/" } }),
    ],
  ])(
    "that ends in %s is told to operators as %s and made again",
    async (_case, failure, answer) => {
      shop.polar.onList = answer;
      shop.payQuietly();
      vi.advanceTimersByTime(3 * MINUTE);
      await shop.tick();
      const operator = await signIn(shop.t, null, "operator");
      const status = () => operator.query(api.payments.status.get, {});
      expect(await status()).toMatchObject({
        polls: { orders: { failure, answeredAt: null } },
        lookedFor: 1,
      });
      expect(await shop.balance()).toBe(100);
      shop.polar.onList = () => null;
      vi.advanceTimersByTime(6 * MINUTE);
      await shop.tick();
      expect(await shop.balance()).toBe(600);
      expect(await status()).toMatchObject({
        polls: { orders: { failure: null } },
        lookedFor: 0,
      });
    },
  );

  test("that was killed is made again when its lease is over", async () => {
    shop.payQuietly();
    vi.advanceTimersByTime(3 * MINUTE);
    await shop.t.mutation(internal.payments.looking.begin, {});
    await shop.t.run(async (ctx) => {
      const jobs = await ctx.db.system.query("_scheduled_functions").collect();
      for (const { _id, name, state } of jobs) {
        if (state.kind === "pending" && name.includes("look")) {
          await ctx.scheduler.cancel(_id);
        }
      }
    });
    await shop.settle();
    expect([await shop.balance(), await shop.tick()]).toEqual([100, 0]);
    vi.advanceTimersByTime(5 * MINUTE);
    await shop.tick();
    expect(await shop.balance()).toBe(600);
  });

  test("takes ten checkouts at a time and leaves the rest for the next minute", async () => {
    for (let i = 0; i < 11; i += 1) {
      vi.advanceTimersByTime(2 * MINUTE);
      await openCheckout(shop.t, shop.owner);
    }
    vi.advanceTimersByTime(3 * MINUTE);
    expect([await shop.tick(), await shop.tick(), await shop.tick()]).toEqual([
      10, 2, 0,
    ]);
  });

  test("is not done while payments are off", async () => {
    shop.payQuietly();
    vi.advanceTimersByTime(HOUR);
    configurePayments({ POLAR_ACCESS_TOKEN: "" });
    expect(await shop.tick()).toBe(0);
    await shop.askForRefunds();
    expect(shop.polar.lists).toEqual([]);
  });
});
