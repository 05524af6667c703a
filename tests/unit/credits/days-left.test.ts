import { expect, test } from "vitest";
import { daysLeft } from "../../../lib/credits/days-left";

test("counts whole days at the pace so far", () => {
  expect(daysLeft(100, 33)).toBe(3);
  expect(daysLeft(10, 33)).toBe(0);
  expect(daysLeft(-5, 33)).toBe(0);
});

test("is unknown while nothing is spent", () => {
  expect(daysLeft(100, 0)).toBeNull();
});
