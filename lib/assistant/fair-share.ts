/** Turns of one business that run at once however many are waiting. */
const START_AT_ONCE = 64;
/** From here on a turn that ends starts the next one that waits. */
const PASS_ON_FROM = 33;
const PACE_MS = 1_000;
/** A turn that waited this long is handed to a person. */
const LONGEST_WAIT_MS = 4 * 60_000;

/**
 * free: nothing is crowded. shared: starts the next waiting turn when it ends.
 * parked: waits for one that ends, or for `dueAt`, whichever is first.
 */
export type Lane = "free" | "shared" | "parked";

export type Place = {
  lane: Lane;
  /** How long the turn waits at most before it starts, in ms. */
  waitMs: number;
};

/**
 * Where a turn queues up when its business has `outstanding` unanswered
 * messages, its own among them. One business has at most 64 turns under way,
 * and beside them one new a second, so that others always find a free slot.
 */
export function placeTurn(outstanding: number): Place {
  if (outstanding < PASS_ON_FROM) return { lane: "free", waitMs: 0 };
  if (outstanding <= START_AT_ONCE) return { lane: "shared", waitMs: 0 };
  const waitMs = (outstanding - START_AT_ONCE) * PACE_MS;
  return { lane: "parked", waitMs: Math.min(waitMs, LONGEST_WAIT_MS) };
}

/** Whether a turn that is still parked at `now` has waited too long to be answered by the AI. */
export function hasWaitedTooLong(startedAt: number, now: number): boolean {
  return now - startedAt >= LONGEST_WAIT_MS;
}
