const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Whether a conversation may be snoozed until then: a minute to a leap year ahead of `now`, whole ms. */
export function isSnoozeTime(until: number, now: number): boolean {
  return (
    Number.isSafeInteger(until) &&
    until >= now + MINUTE_MS &&
    until <= now + 366 * DAY_MS
  );
}
