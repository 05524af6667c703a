import { createHash } from "node:crypto";
import type { JSONValue } from "convex/values";

import { asRecord, asString } from "../../shared/json";
import { nextCronTime, parseCron } from "./cron-expression";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
];

type Schedule = Record<string, unknown>;

function intervalMs(schedule: Schedule): number {
  const { seconds, minutes, hours } = schedule;
  if (typeof seconds === "number") return seconds * SECOND_MS;
  if (typeof minutes === "number") return minutes * MINUTE_MS;
  if (typeof hours === "number") return hours * HOUR_MS;
  throw new Error("An interval needs seconds, minutes or hours.");
}

/** Without a minute the job gets one of its own, so that jobs spread over the hour. */
function minuteOf(schedule: Schedule, name: string): number {
  const { minuteUTC } = schedule;
  if (typeof minuteUTC === "number") return minuteUTC;
  return createHash("sha256").update(name).digest().readUInt16BE(0) % 60;
}

function toCronExpression(schedule: Schedule, name: string): string {
  const minute = minuteOf(schedule, name);
  const hour = String(schedule["hourUTC"]);
  switch (schedule["type"]) {
    case "cron":
      return asString(schedule["cron"]) ?? "";
    case "hourly":
      return `${minute} * * * *`;
    case "daily":
      return `${minute} ${hour} * * *`;
    case "weekly":
      return `${minute} ${hour} * * ${DAYS.indexOf(asString(schedule["dayOfWeek"]) ?? "")}`;
    case "monthly":
      return `${minute} ${hour} ${String(schedule["day"])} * *`;
    default:
      throw new Error(
        `The cron schedule "${String(schedule["type"])}" is not supported by the local runtime.`,
      );
  }
}

/** When a cron that is new runs first: an interval at once, the others at their next time. */
export function firstRun(
  name: string,
  schedule: JSONValue,
  now: number,
): number {
  return asRecord(schedule)["type"] === "interval"
    ? now
    : nextRun(name, schedule, now, now);
}

/**
 * The next time later than `now`. Runs that were missed are left out; an
 * interval keeps its rhythm, counted from `last`.
 */
export function nextRun(
  name: string,
  schedule: JSONValue,
  last: number,
  now: number,
): number {
  const fields = asRecord(schedule);
  if (fields["type"] === "interval") {
    const period = intervalMs(fields);
    return last + (Math.floor(Math.max(now - last, 0) / period) + 1) * period;
  }
  const next = nextCronTime(parseCron(toCronExpression(fields, name)), now);
  if (next === null) {
    throw new Error(
      `The cron "${name}" never runs: its expression names no date.`,
    );
  }
  return next;
}
