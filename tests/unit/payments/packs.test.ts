import { expect, test } from "vitest";
import { wholeUnits } from "../../../lib/payments/money";
import { parsePacks } from "../../../lib/payments/packs";

test("packs are read and put in the order of their credits", () => {
  expect(parsePacks(" b:2000:2900:EUR , a:500:900:usd,")).toEqual([
    { productId: "a", credits: 500, amount: 900, currency: "usd" },
    { productId: "b", credits: 2000, amount: 2900, currency: "eur" },
  ]);
});

test.each([
  ["", "none"],
  [",", "none"],
  ["a:500:900", "no currency"],
  ["a:500:900:usd:x", "a field too many"],
  ["a:0:900:usd", "no credits"],
  ["a:-5:900:usd", "negative credits"],
  ["a:1.5:900:usd", "half a credit"],
  ["a:1e3:900:usd", "an exponent"],
  ["a:500:0:usd", "free"],
  ["a:500:9.00:usd", "a price with a point"],
  ["a:2000000:900:usd", "more credits than anybody may book"],
  ["a:500:900:dollars", "no currency code"],
  ["a b:500:900:usd", "a product that is no id"],
  ["a:500:900:usd,a:600:900:usd", "a product twice"],
  [Array.from({ length: 13 }, (_, i) => `p${String(i)}:1:1:usd`).join(), "13"],
])("%s is refused: %s", (text) => {
  expect(() => parsePacks(text)).toThrow();
});

test.each([
  [900, "usd", 9],
  [900, "jpy", 900],
  [1_500, "kwd", 1.5],
])("%d of %s is %d", (amount, currency, expected) => {
  expect(wholeUnits(amount, currency)).toBe(expected);
});
