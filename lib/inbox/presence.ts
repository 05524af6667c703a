/** How often an open conversation reports its viewer, in ms. */
export const PRESENCE_BEAT_MS = 15_000;

/** How long one report counts, in ms. */
export const PRESENCE_LIFETIME_MS = 40_000;

/** How long a customer's "typing" counts unless WhatsApp repeats it, in ms. */
export const TYPING_LIFETIME_MS = 20_000;

/** How long a claim of the composer counts unless it is renewed, in ms. */
export const COMPOSER_LOCK_MS = 60_000;

/** Whether a member may take the composer at `now`: it is free, theirs, or the other's time is up. */
export function mayClaim<Member>(
  lock: { memberId: Member; until: number } | null,
  memberId: Member,
  now: number,
): boolean {
  return lock === null || lock.memberId === memberId || lock.until <= now;
}
