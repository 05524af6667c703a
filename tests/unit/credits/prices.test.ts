import { expect, test } from "vitest";
import { PRICES, priceOf, type PricedKind } from "../../../lib/credits/prices";
import { MAX_CREDITS } from "../../../lib/credits/ledger";

test("a text costs one credit, media two, voice three", () => {
  expect(priceOf("text")).toBe(1);
  expect(priceOf("media")).toBe(2);
  expect(priceOf("voice")).toBe(3);
});

test("every price is an amount the ledger takes", () => {
  for (const kind of Object.keys(PRICES) as PricedKind[]) {
    expect(Number.isInteger(priceOf(kind))).toBe(true);
    expect(priceOf(kind)).toBeGreaterThan(0);
    expect(priceOf(kind)).toBeLessThanOrEqual(MAX_CREDITS);
  }
});
