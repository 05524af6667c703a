import { describe, expect, test } from "vitest";
import {
  isOpenAt,
  isTimeZone,
  localTime,
  type OpenRange,
} from "../../../lib/assistant/hours";

const at = (iso: string) => Date.parse(iso);
const WEEKDAYS = [0, 1, 2, 3, 4];
const office: OpenRange[] = WEEKDAYS.map((day) => ({
  day,
  fromMinute: 9 * 60,
  toMinute: 17 * 60,
}));

function open(
  timeZone: string,
  week: OpenRange[],
  iso: string,
  closedDays: string[] = [],
): boolean {
  return isOpenAt({ timeZone, week, closedDays }, at(iso));
}

describe("office hours from 9 to 17, Monday to Friday", () => {
  // 2026-06-01 is a Monday.
  test.each([
    ["Africa/Johannesburg", "2026-06-01T06:59:59Z", false],
    ["Africa/Johannesburg", "2026-06-01T07:00:00Z", true],
    ["Africa/Johannesburg", "2026-06-01T14:59:59Z", true],
    ["Africa/Johannesburg", "2026-06-01T15:00:00Z", false],
    ["Africa/Johannesburg", "2026-06-06T10:00:00Z", false],
    ["America/New_York", "2026-06-01T12:59:00Z", false],
    ["America/New_York", "2026-06-01T13:00:00Z", true],
    ["Pacific/Auckland", "2026-05-31T21:00:00Z", true],
    ["Pacific/Auckland", "2026-05-31T20:59:00Z", false],
    ["Asia/Kolkata", "2026-06-01T03:29:00Z", false],
    ["Asia/Kolkata", "2026-06-01T03:30:00Z", true],
    ["UTC", "2026-06-01T09:00:00Z", true],
  ])("in %s at %s: %s", (zone, iso, expected) => {
    expect(open(zone, office, iso)).toBe(expected);
  });
});

describe("overnight", () => {
  // Friday 20:00 until Saturday 02:00.
  const bar: OpenRange[] = [{ day: 4, fromMinute: 1_200, toMinute: 120 }];
  test.each([
    ["2026-06-05T17:59:00Z", false],
    ["2026-06-05T18:00:00Z", true],
    ["2026-06-05T21:59:00Z", true],
    ["2026-06-05T23:59:00Z", true],
    ["2026-06-06T00:00:00Z", false],
    ["2026-06-04T23:00:00Z", false],
  ])("Johannesburg (UTC+2) at %s: %s", (iso, expected) => {
    expect(open("Africa/Johannesburg", bar, iso)).toBe(expected);
  });

  test("from Sunday into Monday", () => {
    const sunday: OpenRange[] = [{ day: 6, fromMinute: 1_380, toMinute: 60 }];
    expect(open("UTC", sunday, "2026-06-07T23:30:00Z")).toBe(true);
    expect(open("UTC", sunday, "2026-06-08T00:59:00Z")).toBe(true);
    expect(open("UTC", sunday, "2026-06-08T01:00:00Z")).toBe(false);
  });

  test("until midnight exactly, and around the clock", () => {
    const evening: OpenRange[] = [
      { day: 0, fromMinute: 1_080, toMinute: 1_440 },
    ];
    expect(open("UTC", evening, "2026-06-01T23:59:59Z")).toBe(true);
    expect(open("UTC", evening, "2026-06-02T00:00:00Z")).toBe(false);
    const allDay: OpenRange[] = [{ day: 0, fromMinute: 0, toMinute: 1_440 }];
    expect(open("UTC", allDay, "2026-06-01T00:00:00Z")).toBe(true);
  });
});

describe("closed days", () => {
  test("nothing opens on one, by the local date", () => {
    expect(open("UTC", office, "2026-06-01T10:00:00Z", ["2026-06-01"])).toBe(
      false,
    );
    expect(
      open("Pacific/Auckland", office, "2026-05-31T22:00:00Z", ["2026-06-01"]),
    ).toBe(false);
    expect(
      open("Pacific/Auckland", office, "2026-05-31T22:00:00Z", ["2026-05-31"]),
    ).toBe(true);
  });

  test("what began the evening before still runs to its end", () => {
    const night: OpenRange[] = [{ day: 0, fromMinute: 1_320, toMinute: 180 }];
    expect(open("UTC", night, "2026-06-02T01:00:00Z", ["2026-06-02"])).toBe(
      true,
    );
    expect(open("UTC", night, "2026-06-02T01:00:00Z", ["2026-06-01"])).toBe(
      false,
    );
  });
});

describe("daylight saving", () => {
  const morning: OpenRange[] = [{ day: 6, fromMinute: 8 * 60, toMinute: 600 }];
  test.each([
    // Berlin: clocks go forward on Sunday 2026-03-29, back on 2026-10-25.
    ["2026-03-22T06:59:00Z", false],
    ["2026-03-22T07:00:00Z", true],
    ["2026-03-29T05:59:00Z", false],
    ["2026-03-29T06:00:00Z", true],
    ["2026-03-29T08:00:00Z", false],
    ["2026-10-25T06:59:00Z", false],
    ["2026-10-25T07:00:00Z", true],
    ["2026-10-25T09:00:00Z", false],
  ])("the wall clock of Berlin counts at %s: %s", (iso, expected) => {
    expect(open("Europe/Berlin", morning, iso)).toBe(expected);
  });

  test("a range across the lost hour, and across the repeated one", () => {
    const night: OpenRange[] = [{ day: 5, fromMinute: 1_320, toMinute: 180 }];
    expect(open("Europe/Berlin", night, "2026-03-29T00:59:00Z")).toBe(true);
    expect(open("Europe/Berlin", night, "2026-03-29T01:00:00Z")).toBe(false);
    expect(open("Europe/Berlin", night, "2026-10-25T00:30:00Z")).toBe(true);
    expect(open("Europe/Berlin", night, "2026-10-25T01:30:00Z")).toBe(true);
    expect(open("Europe/Berlin", night, "2026-10-25T02:00:00Z")).toBe(false);
  });
});

test("local time is the wall clock's date, weekday and minute", () => {
  expect(localTime("Asia/Kolkata", at("2026-12-31T20:00:00Z"))).toEqual({
    date: "2027-01-01",
    day: 4,
    minute: 90,
  });
});

test("a zone nobody knows is told apart, and reads as UTC", () => {
  expect(isTimeZone("Europe/Berlin")).toBe(true);
  expect(isTimeZone("Mars/Olympus")).toBe(false);
  expect(isTimeZone(" ")).toBe(false);
  expect(open("Mars/Olympus", office, "2026-06-01T09:00:00Z")).toBe(true);
});
