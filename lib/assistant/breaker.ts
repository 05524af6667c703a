export interface BreakerState {
  failures: number;
  openUntil: number | null;
}

const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** The state of a model nobody has called yet. */
export const CLOSED_BREAKER: BreakerState = { failures: 0, openUntil: null };

/**
 * The breaker after one call. Five failures in a row open it for 30 seconds;
 * every failure after the pause doubles it, up to ten minutes; one success
 * closes it. Failures of calls that were under way when it opened do not count.
 */
export function nextBreaker(
  state: BreakerState,
  outcome: "ok" | "failed",
  now: number,
): BreakerState {
  if (outcome === "ok") return CLOSED_BREAKER;
  if (isOpen(state, now)) return state;
  const failures = state.failures + 1;
  if (failures < FAILURES_TO_OPEN) return { failures, openUntil: null };
  const doublings = Math.min(failures - FAILURES_TO_OPEN, 10);
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** doublings, LONGEST_PAUSE_MS);
  return { failures, openUntil: now + pauseMs };
}

/** Whether calls must wait at `now` (epoch ms). */
export function isOpen(
  state: Pick<BreakerState, "openUntil">,
  now: number,
): boolean {
  return state.openUntil !== null && now < state.openUntil;
}
