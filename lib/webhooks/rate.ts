export interface DeliveryWindow {
  /** When the present minute began, epoch ms. */
  startedAt: number;
  /** Admitted since then, and in the minute before. */
  count: number;
  previous: number;
}

export type Admission =
  { ok: true; window: DeliveryWindow } | { ok: false; retryAfterMs: number };

export const RATE_WINDOW_MS = 60_000;

/**
 * Whether one more delivery fits into `limit` a minute. The minute before
 * counts by the part of it that the last 60 seconds still cover, so a burst
 * over the turn of a minute is no way around. A refusal changes nothing.
 */
export function admitDelivery(
  window: DeliveryWindow | null,
  now: number,
  limit: number,
): Admission {
  const present = moveTo(window, now);
  const elapsedMs = now - present.startedAt;
  const covered = present.previous * (1 - elapsedMs / RATE_WINDOW_MS);
  if (present.count + covered >= limit) {
    const untilTurnMs = RATE_WINDOW_MS - elapsedMs;
    return { ok: false, retryAfterMs: Math.max(1_000, untilTurnMs) };
  }
  return { ok: true, window: { ...present, count: present.count + 1 } };
}

// A clock that went back starts afresh rather than refusing for hours.
function moveTo(window: DeliveryWindow | null, now: number): DeliveryWindow {
  const fresh = { startedAt: now, count: 0, previous: 0 };
  if (window === null) return fresh;
  const elapsedMs = now - window.startedAt;
  if (elapsedMs < 0 || elapsedMs >= 2 * RATE_WINDOW_MS) return fresh;
  if (elapsedMs < RATE_WINDOW_MS) return window;
  return {
    startedAt: window.startedAt + RATE_WINDOW_MS,
    count: 0,
    previous: window.count,
  };
}
