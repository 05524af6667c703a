const DELAYS_MS = [1_000, 5_000] as const;
const LONGEST_WAIT_MS = 60_000;

/**
 * When to try a message again that surely did not leave, in ms; null after the
 * third attempt or when the gateway asks for more than a minute.
 */
export function retryDelayMs(
  attempts: number,
  retryAfterMs: number | undefined,
): number | null {
  const delayMs = DELAYS_MS[attempts - 1];
  if (delayMs === undefined) return null;
  const wanted = Math.max(delayMs, retryAfterMs ?? 0);
  return wanted > LONGEST_WAIT_MS ? null : wanted;
}
