import { expect, test } from "vitest";
import type { LedgerKind } from "../../../lib/credits/ledger";
import { lowBalanceStep } from "../../../lib/credits/low-balance";

/** Follows a wallet with threshold 20 and says at which steps the business is told. */
function told(steps: [LedgerKind, number][]): number[] {
  let state = { lowAt: 20, isLow: false };
  return steps.flatMap(([kind, credits], index) => {
    const wallet = { balance: credits, reserved: 0 };
    const step = lowBalanceStep(state, wallet, kind);
    state = { ...state, isLow: step.isLow };
    return step.tell ? [index] : [];
  });
}

test("E7 going below twice between two top-ups is told once", () => {
  expect(
    told([
      ["grant", 100],
      ["reserve", 19],
      ["release", 21],
      ["reserve", 18],
      ["capture", 18],
    ]),
  ).toEqual([1]);
});

test("E7 after a top-up the next crossing is told again", () => {
  expect(
    told([
      ["grant", 100],
      ["reserve", 19],
      ["top_up", 119],
      ["reserve", 19],
    ]),
  ).toEqual([1, 3]);
});

test("a top-up that stays below the threshold starts nothing new", () => {
  expect(
    told([
      ["grant", 100],
      ["reserve", 10],
      ["top_up", 15],
      ["reserve", 9],
    ]),
  ).toEqual([1]);
});

test("credits that come in are never a reason to warn", () => {
  expect(told([["grant", 5]])).toEqual([]);
});

test("a threshold of 0 never tells", () => {
  const wallet = { balance: 0, reserved: 0 };
  expect(lowBalanceStep({ lowAt: 0, isLow: false }, wallet, "capture")).toEqual(
    { isLow: false, tell: false },
  );
});
