import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProviderRefund } from "../../../lib/payments/event";
import {
  creditsToTakeBack,
  laterRefund,
  type OrderCredits,
  problemOf,
  refundedBy,
  settle,
} from "../../../lib/payments/order";

const amount = fc.integer({ min: 1, max: 1_000_000_000 });

describe("what a refund takes back", () => {
  test("is nothing for nothing, all for all, and never more", () => {
    fc.assert(
      fc.property(amount, amount, amount, (granted, net, refunded) => {
        const back = creditsToTakeBack(granted, net, refunded);
        expect(Number.isSafeInteger(back)).toBe(true);
        expect(back).toBeGreaterThanOrEqual(0);
        expect(back).toBeLessThanOrEqual(granted);
        if (refunded >= net) expect(back).toBe(granted);
        expect(creditsToTakeBack(granted, net, 0)).toBe(0);
      }),
    );
  });

  test("is rounded in the buyer's favour, also beyond 2^53", () => {
    expect(creditsToTakeBack(500, 900, 100)).toBe(55);
    expect(creditsToTakeBack(1_000_000_000, 1_000_000_000, 999_999_999)).toBe(
      999_999_999,
    );
    expect(creditsToTakeBack(1, 1_000_000_000, 999_999_999)).toBe(0);
  });

  test("grows with what was refunded", () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, (granted, net, one, two) => {
        const [less, more] = one < two ? [one, two] : [two, one];
        expect(creditsToTakeBack(granted, net, less)).toBeLessThanOrEqual(
          creditsToTakeBack(granted, net, more),
        );
      }),
    );
  });
});

describe("settling an order", () => {
  const credits = fc
    .record({
      granted: fc.integer({ min: 0, max: 10_000 }),
      parts: fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100)),
    })
    .map(({ granted, parts }): OrderCredits => {
      const whole = parts.reduce((sum, part) => sum + part, 0) || 1;
      const [taken, owed, forgiven] = parts.map((part) =>
        Math.floor((granted * part) / whole),
      );
      return {
        granted,
        taken: taken ?? 0,
        owed: owed ?? 0,
        forgiven: forgiven ?? 0,
      };
    });

  test("ends at the target and never takes what is not available", () => {
    fc.assert(
      fc.property(
        credits,
        fc.nat(100),
        fc.nat(20_000),
        (order, share, have) => {
          const target = Math.floor((order.granted * share) / 100);
          const settlement = settle(order, target, have);
          const after = { ...order };
          if (settlement.kind === "take") {
            expect(settlement.fromWallet).toBeLessThanOrEqual(have);
            after.taken += settlement.fromWallet;
            after.owed = settlement.owed;
          }
          if (settlement.kind === "return") {
            expect(settlement.toWallet).toBeLessThanOrEqual(order.taken);
            after.taken -= settlement.toWallet;
            after.owed = settlement.owed;
            after.forgiven = settlement.forgiven;
            // Nothing goes back while something is still owed.
            if (settlement.toWallet > 0) expect(settlement.owed).toBe(0);
          }
          expect(after.taken + after.owed + after.forgiven).toBe(target);
          for (const part of [after.taken, after.owed, after.forgiven]) {
            expect(part).toBeGreaterThanOrEqual(0);
          }
          expect(settle(after, target, have)).toEqual({ kind: "nothing" });
        },
      ),
    );
  });
});

describe("of two reports of one refund", () => {
  const report = fc.record({
    status: fc.constantFrom<ProviderRefund["status"]>(
      "pending",
      "succeeded",
      "failed",
      "canceled",
    ),
    amount: fc.nat(5),
    changedAt: fc.nat(3),
  });

  test("the same one counts in whatever order they come, and again", () => {
    fc.assert(
      fc.property(report, report, report, (a, b, c) => {
        expect(laterRefund(a, b)).toEqual(laterRefund(b, a));
        expect(laterRefund(laterRefund(a, b), c)).toEqual(
          laterRefund(a, laterRefund(b, c)),
        );
        expect(laterRefund(a, a)).toEqual(a);
      }),
    );
  });

  test("only one that succeeded takes money off its order", () => {
    const of = (status: ProviderRefund["status"]) =>
      refundedBy({ status, amount: 900, changedAt: 0 });
    expect(of("succeeded")).toBe(900);
    expect(of("pending")).toBe(0);
    expect(of("failed")).toBe(0);
    expect(of("canceled")).toBe(0);
  });
});

describe("a paid order beside its checkout", () => {
  const asked = {
    reference: "ours",
    productId: "product",
    amount: 900,
    currency: "usd",
    paidBy: null,
  };
  const paid = {
    orderId: "order-1",
    checkoutId: "checkout-1",
    reference: "ours",
    productId: "product",
    subtotal: 900,
    discount: 0,
    net: 900,
    currency: "usd",
  };

  test("is what was asked for only when everything is the same", () => {
    expect(problemOf(asked, paid)).toBeNull();
    expect(problemOf({ ...asked, paidBy: "order-1" }, paid)).toBeNull();
    expect(problemOf(null, paid)).toBe("unknown_checkout");
    expect(problemOf({ ...asked, paidBy: "order-0" }, paid)).toBe(
      "already_paid",
    );
    expect(problemOf(asked, { ...paid, reference: null })).toBe("reference");
    expect(problemOf(asked, { ...paid, productId: "x" })).toBe("product");
    expect(problemOf(asked, { ...paid, currency: "eur" })).toBe("currency");
    expect(problemOf(asked, { ...paid, subtotal: 899 })).toBe("amount");
    expect(problemOf(asked, { ...paid, net: 0 })).toBe("amount");
    expect(problemOf(asked, { ...paid, discount: 1 })).toBe("discounted");
  });
});
