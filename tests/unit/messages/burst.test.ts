import fc from "fast-check";
import { expect, test } from "vitest";
import { quietUntil } from "../../../lib/messages/burst";

test("each message starts the quiet window anew", () => {
  const base = {
    firstUnansweredAt: 1_000,
    quietWindowMs: 3_000,
    maxHoldMs: 20_000,
  };
  expect(quietUntil({ ...base, now: 1_000 })).toBe(4_000);
  expect(quietUntil({ ...base, now: 3_500 })).toBe(6_500);
});

test("a customer who never stops writing is answered after the longest hold", () => {
  expect(
    quietUntil({
      now: 20_500,
      firstUnansweredAt: 1_000,
      quietWindowMs: 3_000,
      maxHoldMs: 20_000,
    }),
  ).toBe(21_000);
});

test("a quiet window of zero answers at once", () => {
  expect(
    quietUntil({
      now: 5,
      firstUnansweredAt: 5,
      quietWindowMs: 0,
      maxHoldMs: 20_000,
    }),
  ).toBe(5);
});

test("it is never in the past and never later than one window", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat(),
      fc.integer({ min: -10, max: 60_000 }),
      fc.integer({ min: -10, max: 60_000 }),
      (now, firstUnansweredAt, quietWindowMs, maxHoldMs) => {
        const at = quietUntil({
          now,
          firstUnansweredAt,
          quietWindowMs,
          maxHoldMs,
        });
        expect(at).toBeGreaterThanOrEqual(now);
        expect(at).toBeLessThanOrEqual(now + Math.max(0, quietWindowMs));
      },
    ),
  );
});
