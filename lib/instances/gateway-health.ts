/** What the last look at the gateway said about a number. */
export const HEALTH_VERDICTS = [
  "ok",
  "silent",
  "not_working",
  "lost",
  "unreachable",
  "unlistable",
] as const;

/** A message this young may still be on its way, in ms. */
export const GRACE_MS = 20_000;

/** How long a message may be at the gateway without a webhook, in ms. */
export const SILENT_AFTER_MS = 45_000;

/** WhatsApp's clock, the gateway's and ours differ; in ms. */
const CLOCK_TOLERANCE_MS = 10_000;

/** Listed again behind what is verified, in ms. */
const OVERLAP_MS = 2 * 60_000;

/** Nothing older than this is ever brought in, in ms. */
export const MAX_BACKFILL_MS = 7 * 86_400_000;

type Hearing = {
  now: number;
  /** When the newest message at the gateway was written; null without one. */
  newestAt: number | null;
  /** When the last webhook came, or when watching began. */
  heardAt: number;
};

/**
 * Whether a number works and yet reports nothing: the gateway has had a message
 * for a while that is newer than the last webhook. Without any such message
 * nothing is known, and nothing is claimed.
 */
export function isSilent(hearing: Hearing): boolean {
  const { now, newestAt } = hearing;
  if (newestAt === null || !isUnheard(hearing)) return false;
  return now - newestAt > SILENT_AFTER_MS;
}

/** Whether the newest message came without a webhook so far. */
export function isUnheard({
  newestAt,
  heardAt,
}: Pick<Hearing, "newestAt" | "heardAt">): boolean {
  return newestAt !== null && newestAt > heardAt + CLOCK_TOLERANCE_MS;
}

/** From where to list messages, given that all up to `verifiedUpTo` are here. */
export function listFrom(verifiedUpTo: number, now: number): number {
  return Math.max(verifiedUpTo - OVERLAP_MS, now - MAX_BACKFILL_MS);
}

/**
 * Up to where everything is here, once a listing up to `listedUpTo` was taken
 * in: never later than the grace, and never earlier than before.
 */
export function verifiedAfter(facts: {
  now: number;
  verifiedUpTo: number;
  listedUpTo: number;
}): number {
  const upTo = Math.min(facts.listedUpTo, facts.now - GRACE_MS);
  return Math.max(facts.verifiedUpTo, upTo);
}
