/**
 * When a burst of customer messages counts as finished: a quiet window after
 * `now`, the arrival of the latest message, but at most `maxHoldMs` after the
 * first unanswered one. Never before `now`. All instants are epoch ms.
 */
export function quietUntil(input: {
  now: number;
  firstUnansweredAt: number;
  quietWindowMs: number;
  maxHoldMs: number;
}): number {
  const wanted = input.now + Math.max(0, input.quietWindowMs);
  const latest = input.firstUnansweredAt + Math.max(0, input.maxHoldMs);
  return Math.max(input.now, Math.min(wanted, latest));
}
