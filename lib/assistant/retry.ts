const RETRYABLE: ReadonlySet<string> = new Set([
  "rate_limited",
  "unavailable",
  "malformed",
]);

const DELAYS_MS = [2_000, 6_000] as const;

/**
 * In how many ms to ask the models again after all of them failed with
 * `reason`; null when a person is to be called instead. `attempt` counts from 0
 * and `random` is in [0, 1): the wait is spread by half around its length, so
 * that turns which failed together do not come back together. A timeout is not
 * tried again: the customer has waited long enough.
 */
export function modelRetryMs(
  reason: string,
  attempt: number,
  random: number,
): number | null {
  const delayMs = DELAYS_MS[attempt];
  if (delayMs === undefined || !RETRYABLE.has(reason)) return null;
  return Math.round(delayMs * (0.5 + random));
}
