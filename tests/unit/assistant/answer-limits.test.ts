import { expect, test } from "vitest";
import {
  type AnswerCounts,
  isAnswerLimitReached,
  withAnswer,
} from "../../../lib/assistant/answer-limits";

const MORNING = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;

function after(
  answers: number,
  gapMs: number,
): { counts: AnswerCounts | undefined; now: number } {
  let counts: AnswerCounts | undefined;
  let now = MORNING;
  for (let answer = 0; answer < answers; answer += 1) {
    counts = withAnswer(counts, now);
    now += gapMs;
  }
  return { counts, now };
}

test("a lively person is always answered", () => {
  const { counts, now } = after(60, 30_000);
  expect(isAnswerLimitReached(counts, now)).toBe(false);
});

test("two machines that answer each other stop after twenty answers in five minutes", () => {
  const almost = after(19, 8_000);
  expect(isAnswerLimitReached(almost.counts, almost.now)).toBe(false);
  const looping = after(20, 8_000);
  expect(isAnswerLimitReached(looping.counts, looping.now)).toBe(true);
  expect(isAnswerLimitReached(looping.counts, looping.now + 5 * MINUTE)).toBe(
    false,
  );
});

test("one contact takes at most a hundred answers a day", () => {
  const { counts, now } = after(100, 4 * MINUTE);
  expect(isAnswerLimitReached(counts, now)).toBe(true);
  const tomorrow = MORNING + 24 * 60 * MINUTE;
  expect(isAnswerLimitReached(counts, tomorrow)).toBe(false);
});

test("the first answer opens the day and the window", () => {
  expect(withAnswer(undefined, MORNING)).toEqual({
    day: "2026-01-05",
    ofDay: 1,
    windowStartedAt: MORNING,
    inWindow: 1,
  });
});

test("a window is from its first answer until five minutes later", () => {
  const full: AnswerCounts = {
    day: "2026-01-05",
    ofDay: 20,
    windowStartedAt: MORNING,
    inWindow: 20,
  };
  const isReached = (at: number) => isAnswerLimitReached(full, MORNING + at);
  expect(isReached(0)).toBe(true);
  expect(isReached(5 * MINUTE - 1)).toBe(true);
  expect(isReached(5 * MINUTE)).toBe(false);
  // A clock that was set back does not hold anybody up.
  expect(isReached(-1)).toBe(false);
});
