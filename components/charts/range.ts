export const RANGES = [7, 30, 90] as const;
export type RangeDays = (typeof RANGES)[number];

/** The range a query string names; 30 days when it names none. */
export function rangeOf(text: unknown): RangeDays {
  return RANGES.find((days) => String(days) === text) ?? 30;
}
