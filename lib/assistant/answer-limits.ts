/** Answers the AI began for one contact: on one UTC day, and in the running window. */
export interface AnswerCounts {
  /** `YYYY-MM-DD`. */
  day: string;
  ofDay: number;
  windowStartedAt: number;
  inWindow: number;
}

/** More than a person asks of a shop in a day. */
const PER_DAY = 100;
/** Only two machines that answer each other keep this up. */
const PER_WINDOW = 20;
const WINDOW_MS = 5 * 60_000;

/** Whether a person has to look before the AI goes on with this contact. */
export function isAnswerLimitReached(
  counts: AnswerCounts | undefined,
  now: number,
): boolean {
  const { ofDay, inWindow } = countsAt(counts, now);
  return ofDay >= PER_DAY || inWindow >= PER_WINDOW;
}

/** The counts with one more answer in them. */
export function withAnswer(
  counts: AnswerCounts | undefined,
  now: number,
): AnswerCounts {
  const current = countsAt(counts, now);
  return {
    ...current,
    ofDay: current.ofDay + 1,
    inWindow: current.inWindow + 1,
  };
}

function countsAt(counts: AnswerCounts | undefined, now: number): AnswerCounts {
  const day = new Date(now).toISOString().slice(0, 10);
  const age = now - (counts?.windowStartedAt ?? 0);
  const isRunning = counts !== undefined && age >= 0 && age < WINDOW_MS;
  return {
    day,
    ofDay: counts?.day === day ? counts.ofDay : 0,
    windowStartedAt: isRunning ? counts.windowStartedAt : now,
    inWindow: isRunning ? counts.inWindow : 0,
  };
}
