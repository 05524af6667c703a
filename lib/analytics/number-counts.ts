import type { Counts } from "./counts";

const FIELDS = [
  "inbound",
  "aiAnswers",
  "humanAnswers",
  "phoneAnswers",
  "notices",
  "failed",
  "captured",
  "refunded",
] as const satisfies readonly (keyof Counts)[];

/** What happened on one number; every field adds up. */
export type NumberCounts = Record<(typeof FIELDS)[number], number>;

/** Of a business's counts those that belong to a number; what is not given is zero. */
export function numberCounts(counts: Partial<Counts>): NumberCounts {
  return addNumberCounts(counts, {});
}

/** Field by field; neither argument is changed. */
export function addNumberCounts(
  a: Partial<NumberCounts>,
  b: Partial<NumberCounts>,
): NumberCounts {
  const sum = (field: (typeof FIELDS)[number]) =>
    (a[field] ?? 0) + (b[field] ?? 0);
  return {
    inbound: sum("inbound"),
    aiAnswers: sum("aiAnswers"),
    humanAnswers: sum("humanAnswers"),
    phoneAnswers: sum("phoneAnswers"),
    notices: sum("notices"),
    failed: sum("failed"),
    captured: sum("captured"),
    refunded: sum("refunded"),
  };
}

/** Whether anything happened. */
export function isQuiet(counts: NumberCounts): boolean {
  return FIELDS.every((field) => counts[field] === 0);
}
