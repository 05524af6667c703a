export type Percentiles = { p50: number; p95: number; p99: number };

/** The value below which the share `of` of the values lies; NaN for none. */
function percentile(values: number[], of: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.ceil(sorted.length * of) - 1);
  return sorted[Math.max(0, index)] ?? Number.NaN;
}

/** Rounded to a tenth. */
export function percentiles(values: number[]): Percentiles {
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    p50: round(percentile(values, 0.5)),
    p95: round(percentile(values, 0.95)),
    p99: round(percentile(values, 0.99)),
  };
}

export function toHundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
