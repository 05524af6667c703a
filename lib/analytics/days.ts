/** A calendar day of a time zone, `YYYY-MM-DD`; sorts as text. */
export type Day = string;

const DAY_MS = 86_400_000;
const MAX_ZONE_CHARS = 64;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

/** Whether `timeZone` is a name the platform's zone data has. */
export function isTimeZone(timeZone: string): boolean {
  if (timeZone.length === 0 || timeZone.length > MAX_ZONE_CHARS) return false;
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

type Wall = { day: Day; asUtc: number };

function wallClock(at: number, timeZone: string): Wall {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.get(type) ?? "0");
  const asUtc = Date.UTC(
    read("year"),
    read("month") - 1,
    read("day"),
    read("hour"),
    read("minute"),
    read("second"),
  );
  return { day: isoDay(asUtc), asUtc };
}

function isoDay(utc: number): Day {
  return new Date(utc).toISOString().slice(0, 10);
}

/** The day an instant (epoch ms) falls on in a zone. */
export function dayOf(at: number, timeZone: string): Day {
  return wallClock(at, timeZone).day;
}

/** The day `count` days after `day`; before it when negative. */
export function addDays(day: Day, count: number): Day {
  return isoDay(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS);
}

/** The `count` days that end with `last`, oldest first. */
export function daysUpTo(last: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, index) =>
    addDays(last, index + 1 - count),
  );
}

/**
 * The first instant of a day in a zone, in epoch ms. Where the clocks jump over
 * midnight it is the instant of the jump.
 */
export function startOfDay(day: Day, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let start = midnight;
  for (let round = 0; round < 3; round += 1) {
    const { asUtc } = wallClock(start, timeZone);
    if (asUtc === midnight) return start;
    start += midnight - asUtc;
  }
  // Midnight does not exist on this day: the guesses swing around the jump.
  return Math.max(start, start + midnight - wallClock(start, timeZone).asUtc);
}
