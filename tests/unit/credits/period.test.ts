import fc from "fast-check";
import { expect, test } from "vitest";
import { periodOf } from "../../../lib/credits/period";

test("W33 the last millisecond of a month belongs to it, the next to the next", () => {
  const end = Date.UTC(2026, 11);
  expect(periodOf(end - 1).key).toBe("2026-11");
  expect(periodOf(end)).toEqual({
    key: "2026-12",
    startsAt: end,
    endsAt: Date.UTC(2027, 0),
  });
});

test("a leap year's February ends on its 29th", () => {
  const { startsAt, endsAt } = periodOf(Date.parse("2028-02-29T23:59:59.999Z"));
  expect(endsAt - startsAt).toBe(29 * 86_400_000);
});

test("every instant is in exactly one period, and periods leave no gap", () => {
  const instant = fc.integer({
    min: Date.UTC(2020, 0),
    max: Date.UTC(2120, 0),
  });
  fc.assert(
    fc.property(instant, (at) => {
      const { key, startsAt, endsAt } = periodOf(at);
      expect(startsAt <= at && at < endsAt).toBe(true);
      expect(periodOf(startsAt).key).toBe(key);
      expect(periodOf(endsAt - 1).key).toBe(key);
      expect(periodOf(endsAt).startsAt).toBe(endsAt);
      expect(periodOf(startsAt - 1).endsAt).toBe(startsAt);
      expect(periodOf(endsAt).key > key).toBe(true);
    }),
  );
});
