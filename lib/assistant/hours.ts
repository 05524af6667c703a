import { BoundedCache } from "../bounded-cache";

/** One stretch of opening on a weekday, in minutes since midnight of that day's wall clock. */
export type OpenRange = {
  /** 0 is Monday. */
  day: number;
  fromMinute: number;
  /** At or before `fromMinute` it ends on the next day; 1440 is midnight. */
  toMinute: number;
};

export type OpeningHours = {
  /** IANA name. */
  timeZone: string;
  week: readonly OpenRange[];
  /** Local dates, `YYYY-MM-DD`, on which nothing opens. */
  closedDays: readonly string[];
};

export const MINUTES_PER_DAY = 1_440;
const DAY_MS = 86_400_000;

const formats = new BoundedCache<Intl.DateTimeFormat>(64);

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return formats.getOrCreate(
    timeZone,
    () =>
      new Intl.DateTimeFormat("en-US", {
        timeZone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      }),
  );
}

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(timeZone: string): boolean {
  if (timeZone.trim() === "") return false;
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

export type LocalTime = {
  /** `YYYY-MM-DD`. */
  date: string;
  /** 0 is Monday. */
  day: number;
  minute: number;
};

/** The wall clock of a time zone at `now`; an unknown zone reads as UTC. */
export function localTime(timeZone: string, now: number): LocalTime {
  const zone = isTimeZone(timeZone) ? timeZone : "UTC";
  const parts = new Map(
    formatOf(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const midnight = Date.UTC(part("year"), part("month") - 1, part("day"));
  return {
    date: dateOf(midnight),
    day: weekdayOf(midnight),
    minute: part("hour") * 60 + part("minute"),
  };
}

function dateOf(utcMidnight: number): string {
  return new Date(utcMidnight).toISOString().slice(0, 10);
}

function weekdayOf(utcMidnight: number): number {
  return (new Date(utcMidnight).getUTCDay() + 6) % 7;
}

function dayBefore({ date, day }: LocalTime): { date: string; day: number } {
  return {
    date: dateOf(Date.parse(`${date}T00:00:00Z`) - DAY_MS),
    day: (day + 6) % 7,
  };
}

function isOvernight({ fromMinute, toMinute }: OpenRange): boolean {
  return toMinute <= fromMinute;
}

/**
 * Whether a business is open at `now` by the wall clock of its time zone. A
 * range includes its first minute and not its last. An overnight range belongs
 * to the day it begins on: a closed day ends nothing that began the day before.
 */
export function isOpenAt(hours: OpeningHours, now: number): boolean {
  const today = localTime(hours.timeZone, now);
  const yesterday = dayBefore(today);
  const opens = (date: string) => !hours.closedDays.includes(date);
  return hours.week.some((range) => {
    if (range.day === today.day && opens(today.date)) {
      if (today.minute >= range.fromMinute) {
        if (isOvernight(range) || today.minute < range.toMinute) return true;
      }
    }
    return (
      range.day === yesterday.day &&
      isOvernight(range) &&
      opens(yesterday.date) &&
      today.minute < range.toMinute
    );
  });
}
