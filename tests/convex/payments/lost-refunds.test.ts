import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Buying,
  DAY,
  HOUR,
  MINUTE,
  startBuying,
} from "../../support/buying";
import { deliverPolar, orderPaid, refundEvent } from "../../support/polar";
import { json } from "../../support/vendors";

let shop: Buying;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  shop = await startBuying();
  return () => vi.useRealTimers();
});

describe("a refund no webhook told of", () => {
  test("before the payment was found: the refunded credits are never there to be spent", async () => {
    shop.payQuietly();
    shop.refundQuietly({ amount: 450 });
    vi.advanceTimersByTime(3 * MINUTE);
    await shop.tick();
    expect(await shop.balance()).toBe(350);
    const [order] = await shop.orders();
    expect(order).toMatchObject({ granted: 500, taken: 250, owed: 0 });
  });

  test("after it: takes back what is left within the hour, once, and marks the rest", async () => {
    await deliverPolar(shop.t, orderPaid(shop.bought));
    await shop.t.run(async (ctx) => {
      for (const { _id } of await ctx.db.query("wallets").collect()) {
        await ctx.db.patch(_id, { reserved: 500 });
      }
    });
    const createdAt = new Date(Date.now()).toISOString();
    shop.refundQuietly({ amount: 900, data: { created_at: createdAt } });
    await shop.askForRefunds();
    await shop.askForRefunds();
    const [order] = await shop.orders();
    expect(order).toMatchObject({ state: "refunded", taken: 100, owed: 400 });
    expect(await shop.balance()).toBe(500);
  });

  test("of an order that is not ours changes nothing", async () => {
    shop.refundQuietly({ amount: 450, orderId: "of-another-product" });
    await shop.askForRefunds();
    expect(await shop.orders()).toEqual([]);
  });

  test("is found however long we were away, page by page", async () => {
    await deliverPolar(shop.t, orderPaid(shop.bought));
    await shop.askForRefunds();
    vi.advanceTimersByTime(90 * DAY);
    const at = (days: number) =>
      new Date(Date.now() - days * DAY).toISOString();
    shop.refundQuietly({ amount: 900, data: { created_at: at(80) } });
    for (let i = 0; i < 150; i += 1) {
      shop.refundQuietly({
        refundId: `other-${String(i)}`,
        orderId: `other-${String(i)}`,
        amount: 1,
        data: { created_at: at(1) },
      });
    }
    await shop.askForRefunds();
    expect(shop.polar.lists.slice(-2)).toEqual([
      "/v1/refunds/?sorting=-created_at&page=1&limit=100",
      "/v1/refunds/?sorting=-created_at&page=2&limit=100",
    ]);
    expect(await shop.balance()).toBe(100);
  });

  test("that Polar did not tell is asked for from the same day again", async () => {
    await deliverPolar(shop.t, orderPaid(shop.bought));
    await shop.askForRefunds();
    shop.polar.onList = () => json({}, 503);
    vi.advanceTimersByTime(60 * DAY);
    const created_at = new Date(Date.now() - 50 * DAY).toISOString();
    shop.refundQuietly({ amount: 900, data: { created_at } });
    await shop.askForRefunds();
    expect(await shop.balance()).toBe(600);
    shop.polar.onList = () => null;
    await shop.askForRefunds();
    expect(await shop.balance()).toBe(100);
  });

  test("in another currency is written down once and takes nothing", async () => {
    await deliverPolar(shop.t, orderPaid(shop.bought));
    shop.refundQuietly({ amount: 900, data: { currency: "eur" } });
    await shop.askForRefunds();
    await shop.askForRefunds();
    expect(await shop.balance()).toBe(600);
    expect(await shop.audited("payment.event_unreadable")).toHaveLength(1);
  });
});

type Step = "paid" | "look" | "refunds" | "refund" | "again";

test("whatever comes when, looks and webhooks end in the same books", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.constantFrom<Step>("paid", "look", "refunds", "refund", "again"),
        { maxLength: 8 },
      ),
      fc.integer({ min: 1, max: 900 }),
      async (steps, amount) => {
        shop = await startBuying();
        const created_at = new Date(Date.now()).toISOString();
        const refund = { amount, data: { created_at } };
        shop.payQuietly();
        const play: Record<Step, () => Promise<unknown>> = {
          paid: () =>
            deliverPolar(shop.t, orderPaid(shop.bought), { id: "evt_paid" }),
          again: () => deliverPolar(shop.t, orderPaid(shop.bought)),
          look: async () => {
            vi.advanceTimersByTime(13 * HOUR);
            await shop.tick();
          },
          refunds: () => shop.askForRefunds(),
          refund: () => deliverPolar(shop.t, refundEvent(shop.bought, refund)),
        };
        for (const [index, step] of steps.entries()) {
          if (index === 1) shop.refundQuietly(refund);
          await play[step]();
        }
        if (steps.length < 2) shop.refundQuietly(refund);
        await play.look();
        await play.refunds();
        expect(await shop.grants()).toBe(1);
        expect(await shop.balance()).toBe(
          600 - Math.floor((500 * amount) / 900),
        );
        const [order] = await shop.orders();
        expect(order).toMatchObject({ refunded: amount, owed: 0 });
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
