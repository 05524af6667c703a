/** What became of a delivery. */
export const VERDICTS = [
  "accepted",
  "duplicate",
  "ignored",
  "limited",
  "rejected",
  "dead_letter",
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Verdicts of which only the number in a minute is kept. */
type CountedVerdict = "ignored" | "limited" | "rejected";

const IGNORED_REASONS = [
  "unknown_session",
  "not_direct",
  "suspended",
  "unused_event",
] as const;

export type IgnoredReason = (typeof IGNORED_REASONS)[number];

/** The verdict of a counted delivery; a reason it does not know is a refusal. */
export function verdictOf(reason: string): CountedVerdict {
  if (reason === "rate_limited") return "limited";
  const isIgnored = IGNORED_REASONS.some((known) => known === reason);
  return isIgnored ? "ignored" : "rejected";
}
