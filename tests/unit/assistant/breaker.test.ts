import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CLOSED_BREAKER,
  isOpen,
  nextBreaker,
  type BreakerState,
} from "../../../lib/assistant/breaker";

const NOW = 1_795_000_000_000;

function failures(count: number, from = CLOSED_BREAKER, now = NOW) {
  let state: BreakerState = from;
  for (let call = 0; call < count; call += 1) {
    state = nextBreaker(state, "failed", now);
  }
  return state;
}

test("four failures in a row leave it closed, the fifth opens it for 30 seconds", () => {
  expect(isOpen(failures(4), NOW)).toBe(false);
  const open = failures(5);
  expect(isOpen(open, NOW)).toBe(true);
  expect(isOpen(open, NOW + 29_999)).toBe(true);
  expect(isOpen(open, NOW + 30_000)).toBe(false);
});

test("a success in between starts the count again", () => {
  const state = nextBreaker(failures(4), "ok", NOW);
  expect(state).toEqual(CLOSED_BREAKER);
  expect(isOpen(failures(4, state), NOW)).toBe(false);
});

test("a failed trial after the pause doubles it, a success closes it", () => {
  const open = failures(5);
  const later = NOW + 30_000;
  const again = nextBreaker(open, "failed", later);
  expect(isOpen(again, later + 59_999)).toBe(true);
  expect(isOpen(again, later + 60_000)).toBe(false);
  expect(nextBreaker(again, "ok", later + 60_000)).toEqual(CLOSED_BREAKER);
});

test("calls that were under way when it opened do not lengthen the pause", () => {
  const open = failures(5);
  expect(failures(20, open, NOW + 1_000)).toEqual(open);
});

test("no pause is longer than ten minutes, and every pause ends", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 700_000 })), (waits) => {
      let now = NOW;
      let state = CLOSED_BREAKER;
      for (const wait of waits) {
        now += wait;
        state = nextBreaker(state, "failed", now);
        expect(state.openUntil ?? now).toBeLessThanOrEqual(now + 600_000);
        expect(isOpen(state, now + 600_000)).toBe(false);
      }
    }),
  );
});
