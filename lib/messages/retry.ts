const DELAYS_MS = [1_000, 5_000] as const;
const LONGEST_WAIT_MS = 60_000;
const SPREAD = 0.5;

/**
 * When to try a message again that surely did not leave, in ms; null after the
 * third attempt or when the gateway asks for more than a minute. Never earlier
 * than the gateway asks for; `random`, in [0, 1), adds up to half as much, so
 * that what failed together does not come back together.
 */
export function retryDelayMs(
  attempts: number,
  retryAfterMs: number | undefined,
  random: number,
): number | null {
  const delayMs = DELAYS_MS[attempts - 1];
  if (delayMs === undefined) return null;
  const wanted = Math.max(delayMs, retryAfterMs ?? 0);
  if (wanted > LONGEST_WAIT_MS) return null;
  return Math.round(wanted * (1 + random * SPREAD));
}
