import fc from "fast-check";
import { expect, test } from "vitest";
import { tokenCostMicros } from "../../../lib/assistant/cost";

const MILLION = { promptTokens: 1_000_000, answerTokens: 1_000_000 };

test.each([
  ["gemini-2.5-flash", 2_800_000],
  ["models/gemini-2.5-flash-001", 2_800_000],
  ["gemini-2.5-flash-lite", 500_000],
  ["gemini-2.5-pro", 11_250_000],
  ["gemini-2.0-flash", 500_000],
])("a million tokens each way of %s cost %d micro-dollars", (model, micros) => {
  expect(tokenCostMicros(model, MILLION)).toBe(micros);
});

test("an unknown model is charged at the dearest rate", () => {
  const unknown = tokenCostMicros("something-else", MILLION);
  expect(unknown).toBeGreaterThanOrEqual(
    tokenCostMicros("gemini-2.5-pro", MILLION),
  );
});

test("a call is never free, and no tokens cost nothing", () => {
  expect(
    tokenCostMicros("gemini-2.5-flash", { promptTokens: 1, answerTokens: 0 }),
  ).toBe(1);
  expect(
    tokenCostMicros("gemini-2.5-flash", { promptTokens: 0, answerTokens: 0 }),
  ).toBe(0);
});

test("the cost is a whole number that grows with use", () => {
  const tokens = fc.integer({ min: -5, max: 2_000_000 });
  fc.assert(
    fc.property(tokens, tokens, (promptTokens, answerTokens) => {
      const cost = tokenCostMicros("gemini-2.5-flash", {
        promptTokens,
        answerTokens,
      });
      expect(Number.isSafeInteger(cost)).toBe(true);
      expect(cost).toBeGreaterThanOrEqual(0);
      const more = tokenCostMicros("gemini-2.5-flash", {
        promptTokens: Math.max(0, promptTokens) + 1_000,
        answerTokens,
      });
      expect(more).toBeGreaterThan(cost);
    }),
  );
});

test("counts that are none cost nothing", () => {
  expect(
    tokenCostMicros("gemini-2.5-flash", {
      promptTokens: Number.NaN,
      answerTokens: Infinity,
    }),
  ).toBe(0);
});
