/** A webhook usually comes within seconds; a first look costs nothing but a call. */
export const FIRST_LOOK_MS = 3 * 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
/** A bank may confirm days later; nothing is paid on a checkout that expired a week ago. */
const LOOKED_FOR_MS = 7 * 86_400_000;
/** When the provider cannot be asked at all, the end waits for an answer, up to here. */
const UNANSWERED_FOR_MS = 30 * 86_400_000;

/**
 * When an unpaid checkout is looked at again: after 3 minutes, each pause twice
 * the one before up to 6 hours. Null: never, a week after it expired, or a month
 * after where the provider did not answer.
 */
export function nextLookAt(checkout: {
  /** How often it was looked at, this time included. */
  looks: number;
  expiresAt: number;
  now: number;
  isAnswered: boolean;
}): number | null {
  const { looks, expiresAt, now, isAnswered } = checkout;
  const patienceMs = isAnswered ? LOOKED_FOR_MS : UNANSWERED_FOR_MS;
  if (now >= expiresAt + patienceMs) return null;
  return (
    now + Math.min(FIRST_LOOK_MS * 2 ** Math.min(looks, 20), LONGEST_PAUSE_MS)
  );
}
