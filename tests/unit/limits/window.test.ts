import fc from "fast-check";
import { expect, test } from "vitest";
import { countInWindow, type WindowCount } from "../../../lib/limits/window";

const MINUTE = 60_000;

test("lets so many calls through and no more, and says how long to wait", () => {
  let known: WindowCount | null = null;
  for (let call = 0; call < 3; call += 1) {
    const verdict = countInWindow(known, 3, 5 * MINUTE + 10_000);
    if (!verdict.ok) throw new Error("refused too early");
    known = verdict.next;
  }
  expect(countInWindow(known, 3, 5 * MINUTE + 10_000)).toEqual({
    ok: false,
    retryAfterMs: 50_000,
  });
});

test("a full minute before still counts where it overlaps", () => {
  const full = { startedAt: 5 * MINUTE, count: 10, previous: 0 };
  expect(countInWindow(full, 10, 6 * MINUTE).ok).toBe(false);
  expect(countInWindow(full, 10, 6 * MINUTE + 30_000).ok).toBe(true);
  expect(countInWindow(full, 10, 7 * MINUTE).ok).toBe(true);
});

test("a clock that went back starts anew", () => {
  const ahead = { startedAt: 9 * MINUTE, count: 10, previous: 10 };
  expect(countInWindow(ahead, 10, 5 * MINUTE).ok).toBe(true);
});

test("never lets more than the limit through in a minute of the clock", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 20_000 }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 20 }), (gaps, limit) => {
      let known: WindowCount | null = null;
      let now = 0;
      const perMinute = new Map<number, number>();
      for (const gap of gaps) {
        now += gap;
        const verdict = countInWindow(known, limit, now);
        if (!verdict.ok) continue;
        known = verdict.next;
        const minute = Math.floor(now / MINUTE);
        perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
      }
      expect(Math.max(0, ...perMinute.values())).toBeLessThanOrEqual(limit);
    }),
  );
});
