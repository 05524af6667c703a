import { expect, test } from "vitest";

import {
  nextCronTime,
  parseCron,
} from "../../../../local/convex/crons/cron-expression";
import { nextRun } from "../../../../local/convex/crons/schedule";
import { startApp, type App } from "./support/app";
import { eventually, httpClient, query } from "./support/clients";
import { manualClock } from "./support/manual-clock";

const HOUR = 60 * 60 * 1_000;

async function ticks(app: App): Promise<string[]> {
  return (await httpClient(app.url).query(query("work:ticks"), {})) as string[];
}

function next(expression: string, after: string): string | null {
  const time = nextCronTime(parseCron(expression), Date.parse(after));
  return time === null ? null : new Date(time).toISOString();
}

test("crons run at their times", async () => {
  const clock = manualClock("2026-03-01T10:30:00Z");
  const app = await startApp({ clock });
  await eventually(
    () => ticks(app),
    (seen) => seen.length === 1,
  );
  clock.advance(HOUR);
  await eventually(
    () => ticks(app),
    (seen) => seen.length === 2,
  );
  clock.advance(HOUR / 2);
  await eventually(
    () => ticks(app),
    (seen) => seen.length === 3,
  );
  expect(await ticks(app)).toEqual(["hourly", "hourly", "noon"]);
});

test("runs missed while stopped become one, and a restart alone runs nothing", async () => {
  const clock = manualClock("2026-03-01T13:00:00Z");
  const app = await startApp({ clock });
  await eventually(
    () => ticks(app),
    (seen) => seen.length === 1,
  );
  await app.restart();
  await app.stop();
  clock.advance(5 * HOUR + 1_000);
  await app.restart();
  await eventually(
    () => ticks(app),
    (seen) => seen.length === 2,
  );
  clock.advance(HOUR - 2_000);
  expect(await ticks(app)).toEqual(["hourly", "hourly"]);
  clock.advance(1_000);
  await eventually(
    () => ticks(app),
    (seen) => seen.length === 3,
  );
});

test("cron expressions name the next minute they mean, in UTC", () => {
  expect(next("0 16 1 * *", "2026-03-01T16:00:00Z")).toBe(
    "2026-04-01T16:00:00.000Z",
  );
  expect(next("*/15 * * * *", "2026-03-01T10:01:30Z")).toBe(
    "2026-03-01T10:15:00.000Z",
  );
  expect(next("30 9-11/2 * * mon-fri", "2026-03-06T11:30:00Z")).toBe(
    "2026-03-09T09:30:00.000Z",
  );
  expect(next("0 0 13 * 5", "2026-03-01T00:00:00Z")).toBe(
    "2026-03-06T00:00:00.000Z",
  );
  expect(next("0 0 29 2 *", "2026-03-01T00:00:00Z")).toBe(
    "2028-02-29T00:00:00.000Z",
  );
  expect(next("5,10 0 * jan,dec 7", "2026-03-01T00:00:00Z")).toBe(
    "2026-12-06T00:05:00.000Z",
  );
  expect(next("0 0 31 2 *", "2026-03-01T00:00:00Z")).toBeNull();
});

test("what is no cron expression is refused by name", () => {
  for (const wrong of [
    "",
    "* * * *",
    "60 * * * *",
    "* * 0 * *",
    "* * * foo *",
    "1-0 * * * *",
    "*/0 * * * *",
    "a * * * *",
  ]) {
    expect(() => parseCron(wrong)).toThrow(/Invalid cron expression/);
  }
});

test("an interval keeps its rhythm, weekly and monthly name their day", () => {
  const at = Date.parse("2026-03-01T10:00:00Z");
  const interval = { type: "interval", minutes: 10 };
  expect(nextRun("x", interval, at, at)).toBe(at + 600_000);
  expect(nextRun("x", interval, at, at + 25 * 60_000)).toBe(at + 30 * 60_000);
  const iso = (schedule: Record<string, string | number>): string =>
    new Date(nextRun("x", schedule, at, at)).toISOString();
  expect(
    iso({ type: "weekly", dayOfWeek: "monday", hourUTC: 8, minuteUTC: 5 }),
  ).toBe("2026-03-02T08:05:00.000Z");
  expect(iso({ type: "monthly", day: 1, hourUTC: 10, minuteUTC: 0 })).toBe(
    "2026-04-01T10:00:00.000Z",
  );
  expect(iso({ type: "hourly", minuteUTC: 7 })).toBe(
    "2026-03-01T10:07:00.000Z",
  );
});
