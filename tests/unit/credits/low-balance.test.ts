import { expect, test } from "vitest";
import type { LedgerKind } from "../../../lib/credits/ledger";
import { lowBalanceStep } from "../../../lib/credits/low-balance";

/** Follows a wallet with threshold 20 and says what is told at which steps. */
function alerts(steps: [LedgerKind, number][]): string[] {
  let state = { lowAt: 20, isLow: false, isEmpty: true };
  return steps.flatMap(([kind, credits], index) => {
    const wallet = { balance: credits, reserved: 0 };
    const { tell, ...step } = lowBalanceStep(state, wallet, kind);
    state = { ...state, ...step };
    return tell === null ? [] : [`${tell} at ${String(index)}`];
  });
}

const told = (steps: [LedgerKind, number][]) =>
  alerts(steps).map((alert) => Number(alert.split(" at ")[1]));

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

test("a threshold of 0 never tells of a low balance", () => {
  const wallet = { balance: 1, reserved: 0 };
  const before = { lowAt: 0, isLow: false, isEmpty: false };
  expect(lowBalanceStep(before, wallet, "capture")).toEqual({
    isLow: false,
    isEmpty: false,
    tell: null,
  });
});

test("E7 nothing left is told once until credits come in, however often holds come back", () => {
  expect(
    alerts([
      ["grant", 30],
      ["reserve", 19],
      ["reserve", 0],
      ["release", 1],
      ["reserve", 0],
      ["refund", 1],
      ["reserve", 0],
      ["top_up", 1],
      ["reserve", 0],
    ]),
  ).toEqual(["low at 1", "empty at 2", "empty at 8"]);
});

test("going straight to nothing is told as that, and not as low besides", () => {
  expect(
    alerts([
      ["grant", 30],
      ["adjust_down", 0],
    ]),
  ).toEqual(["empty at 1"]);
});
