export type SnoozePreset = "hour" | "evening" | "tomorrow" | "monday";

const HOUR_MS = 60 * 60_000;
const MORNING_HOUR = 9;
const EVENING_HOUR = 18;

/** The times offered for a snooze, in the browser's zone; one that has passed is not offered. */
export function snoozeTimes(
  now: number,
): { preset: SnoozePreset; at: number }[] {
  const times: { preset: SnoozePreset; at: number }[] = [
    { preset: "hour", at: now + HOUR_MS },
    { preset: "evening", at: atHour(now, 0, EVENING_HOUR) },
    { preset: "tomorrow", at: atHour(now, 1, MORNING_HOUR) },
    { preset: "monday", at: atHour(now, daysToMonday(now), MORNING_HOUR) },
  ];
  return times.filter(
    ({ preset, at }) => preset !== "evening" || at > now + HOUR_MS,
  );
}

function atHour(now: number, days: number, hour: number): number {
  const date = new Date(now);
  return new Date(
    date.getFullYear(),
    date.getMonth(),
    date.getDate() + days,
    hour,
  ).getTime();
}

function daysToMonday(now: number): number {
  const today = new Date(now).getDay();
  return ((8 - today - 1) % 7) + 1;
}

/** `now` as a `datetime-local` field writes it, in the browser's zone. */
export function asLocalInput(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
