import { describe, expect, test } from "vitest";
import { inventedAmounts } from "../../../lib/assistant/amounts";

const SOURCES = [
  "A loaf is R35, a cake €1.250,00 and delivery costs 12.50. VAT is 15 %.",
  "Call 021 555 0100.",
];

describe("what the business wrote may be said", () => {
  test.each([
    "A loaf is R35.",
    "A loaf is R 35,00.",
    "35 rand, please.",
    "The cake is 1250 euros.",
    "The cake is € 1 250.",
    "The cake is €1,250.00.",
    "Delivery is $12.50.",
    "Three loaves are R105.",
    "Prices include 15% VAT.",
    "We are open from 8 to 18, order 4711 is ready in 3 days.",
    "ZAR 35",
    "",
  ])("%j", (answer) => {
    expect(inventedAmounts(answer, SOURCES)).toEqual([]);
  });
});

describe("what it did not write is found", () => {
  test.each([
    ["It is yours for $1.", ["$1"]],
    ["It is yours for 1 dollar!", ["1 dollar"]],
    ["Only R34 today", ["R34"]],
    ["€ 1.249,99", ["€ 1.249,99"]],
    ["You get 90 % off.", ["90 %"]],
    ["You get 90 percent off.", ["90 percent"]],
    ["It costs ٧ ريال", ["7 ريال"]],
    ["It costs ７ USD", ["7 USD"]],
    ["R35 or USD 2", ["USD 2"]],
    ["Il costo è 5 euro", ["5 euro"]],
    ["R0", ["R0"]],
  ])("%j", (answer, expected) => {
    expect(inventedAmounts(answer, SOURCES)).toEqual(expected);
  });
});

test("takes no time with hostile text", () => {
  const started = performance.now();
  inventedAmounts("1 ".repeat(1_500) + "$".repeat(500), ["1,".repeat(20_000)]);
  expect(performance.now() - started).toBeLessThan(500);
});

test("makes no price of a street, a year or an hour", () => {
  const sources = ["Since 1990.\nAddress: 1 Quay Street\nA loaf is R35."];
  expect(inventedAmounts("It is $1.", sources)).toEqual(["$1"]);
  expect(inventedAmounts("It is R35.", sources)).toEqual([]);
});

test("reads a list of prices without signs", () => {
  const entry = '<entry title="Prices">\nLoaf: 35\nCake: 250\n</entry>';
  expect(inventedAmounts("A cake is R250.", [entry])).toEqual([]);
  expect(inventedAmounts("A cake is R25.", [entry])).toEqual(["R25"]);
  expect(inventedAmounts("A cake is R250.", ["Loaf 35, cake 250"])).toEqual([]);
});
