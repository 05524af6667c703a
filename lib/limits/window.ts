/** How often something was done in the running window and in the one before. */
export interface WindowCount {
  startedAt: number;
  count: number;
  previous: number;
}

export type WindowVerdict =
  { ok: true; next: WindowCount } | { ok: false; retryAfterMs: number };

const WINDOW_MS = 60_000;

/**
 * One more call in a sliding minute of at most `limit`: the minute before
 * counts in the share that still overlaps. A refused call is not counted.
 */
export function countInWindow(
  known: WindowCount | null,
  limit: number,
  now: number,
): WindowVerdict {
  const current = windowAt(known, now);
  const elapsed = now - current.startedAt;
  const overlap = (WINDOW_MS - elapsed) / WINDOW_MS;
  if (current.previous * overlap + current.count + 1 > limit) {
    return { ok: false, retryAfterMs: WINDOW_MS - elapsed };
  }
  return { ok: true, next: { ...current, count: current.count + 1 } };
}

function windowAt(known: WindowCount | null, now: number): WindowCount {
  const startedAt = now - (((now % WINDOW_MS) + WINDOW_MS) % WINDOW_MS);
  if (known?.startedAt === startedAt) return known;
  const previous = known?.startedAt === startedAt - WINDOW_MS ? known.count : 0;
  return { startedAt, count: 0, previous };
}
