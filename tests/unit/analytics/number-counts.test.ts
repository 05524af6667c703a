import { expect, test } from "vitest";
import {
  addNumberCounts,
  isQuiet,
  numberCounts,
} from "../../../lib/analytics/number-counts";

test("takes over what belongs to a number and nothing else", () => {
  const counts = numberCounts({ inbound: 2, captured: 3, optedOut: 5 });
  expect(counts).toEqual({
    inbound: 2,
    aiAnswers: 0,
    humanAnswers: 0,
    phoneAnswers: 0,
    notices: 0,
    failed: 0,
    captured: 3,
    refunded: 0,
  });
});

test("adds field by field and changes neither part", () => {
  const one = numberCounts({ inbound: 1, failed: 2 });
  const other = numberCounts({ inbound: 3, refunded: 4 });
  expect(addNumberCounts(one, other)).toMatchObject({
    inbound: 4,
    failed: 2,
    refunded: 4,
  });
  expect(one.inbound).toBe(1);
  expect(other.failed).toBe(0);
});

test("is quiet exactly when nothing happened", () => {
  expect(isQuiet(numberCounts({ optedOut: 1 }))).toBe(true);
  expect(isQuiet(numberCounts({ refunded: 1 }))).toBe(false);
});
