/** Upper bounds of the buckets in ms; the last bucket has none. */
const BOUNDS_MS = [
  1, 2, 3, 5, 8, 12, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1_800, 3_600,
  7_200, 14_400, 28_800, 86_400,
].map((seconds) => seconds * 1_000);

/** How many answers took how long: one count per bucket. */
export type Histogram = number[];

export function emptyHistogram(): Histogram {
  return Array.from({ length: BOUNDS_MS.length + 1 }, () => 0);
}

/** Counts one answer that took `durationMs`. */
export function addDuration(
  histogram: Histogram,
  durationMs: number,
): Histogram {
  const found = BOUNDS_MS.findIndex((bound) => durationMs <= bound);
  const bucket = found === -1 ? BOUNDS_MS.length : found;
  return emptyHistogram().map(
    (_, index) => (histogram[index] ?? 0) + (index === bucket ? 1 : 0),
  );
}

export function mergeHistograms(a: Histogram, b: Histogram): Histogram {
  return emptyHistogram().map((_, index) => (a[index] ?? 0) + (b[index] ?? 0));
}

export function countOf(histogram: Histogram): number {
  return histogram.reduce((sum, count) => sum + count, 0);
}

/**
 * The duration below which `share` of the answers lie, in ms, straight between
 * the bounds of its bucket; null without answers.
 */
export function percentile(histogram: Histogram, share: number): number | null {
  const total = countOf(histogram);
  if (total === 0) return null;
  const rank = Math.max(share * total, Number.MIN_VALUE);
  let below = 0;
  for (const [index, count] of histogram.entries()) {
    if (below + count >= rank && count > 0) {
      const lower = index === 0 ? 0 : (BOUNDS_MS[index - 1] ?? 0);
      const upper = BOUNDS_MS[index] ?? lower;
      return Math.round(lower + ((rank - below) / count) * (upper - lower));
    }
    below += count;
  }
  return BOUNDS_MS[BOUNDS_MS.length - 1] ?? null;
}
