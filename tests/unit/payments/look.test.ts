import fc from "fast-check";
import { expect, test } from "vitest";
import { FIRST_LOOK_MS, nextLookAt } from "../../../lib/payments/look";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const expiresAt = 1_780_000_000_000;

/** When it is looked at from the moment it was made, until nobody looks any more. */
function looksOf(isAnswered: boolean): number[] {
  const madeAt = expiresAt - HOUR;
  const at: number[] = [];
  let next: number | null = madeAt + FIRST_LOOK_MS;
  while (next !== null) {
    at.push(next);
    next = nextLookAt({ looks: at.length, expiresAt, now: next, isAnswered });
  }
  return at;
}

test("pauses double from three minutes to six hours and never shrink", () => {
  const at = looksOf(true);
  const pauses = at
    .slice(1)
    .map((instant, index) => instant - (at[index] ?? 0));
  expect(pauses.slice(0, 3)).toEqual([6, 12, 24].map((min) => min * 60_000));
  expect(pauses.at(-1)).toBe(6 * HOUR);
  expect([...pauses].sort((one, other) => one - other)).toEqual(pauses);
});

test("the last look is at least a week after it expired, and less than a pause more", () => {
  const last = looksOf(true).at(-1) ?? 0;
  expect(last).toBeGreaterThanOrEqual(expiresAt + 7 * DAY);
  expect(last).toBeLessThan(expiresAt + 7 * DAY + 6 * HOUR);
});

test("a provider that does not answer is asked for a month, not for ever", () => {
  const at = looksOf(false);
  expect(at.at(-1)).toBeGreaterThanOrEqual(expiresAt + 30 * DAY);
  expect(at.length).toBeLessThan(200);
});

test("a next look is always later than now", () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.nat(400 * DAY),
      fc.boolean(),
      (looks, passed, isAnswered) => {
        const now = expiresAt - HOUR + passed;
        const next = nextLookAt({ looks, expiresAt, now, isAnswered });
        return next === null || next > now;
      },
    ),
  );
});
