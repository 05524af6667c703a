import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  dayOf,
  daysUpTo,
  isTimeZone,
  startOfDay,
} from "../../../lib/analytics/days";

const ZONES = [
  "UTC",
  "Africa/Johannesburg",
  "America/New_York",
  "Asia/Kathmandu",
  "Africa/Cairo",
  "Pacific/Apia",
  "America/Santiago",
];

describe("days", () => {
  test("an instant belongs to the day the wall clock of the zone shows", () => {
    const at = Date.parse("2026-03-31T22:30:00Z");
    expect(dayOf(at, "UTC")).toBe("2026-03-31");
    expect(dayOf(at, "Africa/Johannesburg")).toBe("2026-04-01");
    expect(dayOf(at, "America/New_York")).toBe("2026-03-31");
  });

  test("a day starts at midnight, also on the days the clocks change", () => {
    expect(startOfDay("2026-03-08", "America/New_York")).toBe(
      Date.parse("2026-03-08T05:00:00Z"),
    );
    expect(startOfDay("2026-03-09", "America/New_York")).toBe(
      Date.parse("2026-03-09T04:00:00Z"),
    );
  });

  test("where midnight does not exist, the day starts at the jump", () => {
    // Egypt's clocks go from 23:59 to 01:00 on the last Friday of April.
    expect(startOfDay("2026-04-24", "Africa/Cairo")).toBe(
      Date.parse("2026-04-23T22:00:00Z"),
    );
  });

  test("every instant lies in its day, between two starts", () => {
    fc.assert(
      fc.property(
        fc.integer({
          min: Date.parse("2015-01-01"),
          max: Date.parse("2035-01-01"),
        }),
        fc.constantFrom(...ZONES),
        (at, zone) => {
          const day = dayOf(at, zone);
          expect(startOfDay(day, zone)).toBeLessThanOrEqual(at);
          expect(startOfDay(addDays(day, 1), zone)).toBeGreaterThan(at);
        },
      ),
    );
  });

  test("a stretch of days ends with its last and has no gaps", () => {
    expect(daysUpTo("2026-03-01", 3)).toEqual([
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
    ]);
  });

  test("only names the platform knows are time zones", () => {
    expect(isTimeZone("Africa/Johannesburg")).toBe(true);
    for (const wrong of ["", "Mars/Olympus", "x".repeat(100)]) {
      expect(isTimeZone(wrong)).toBe(false);
    }
  });
});
