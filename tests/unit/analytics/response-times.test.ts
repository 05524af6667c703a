import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDuration,
  countOf,
  emptyHistogram,
  mergeHistograms,
  percentile,
} from "../../../lib/analytics/response-times";

const durations = fc.array(fc.integer({ min: 0, max: 86_400_000 }));
const histogramOf = (all: number[]) =>
  all.reduce(addDuration, emptyHistogram());

describe("response times", () => {
  test("without answers there is no median", () => {
    expect(percentile(emptyHistogram(), 0.5)).toBeNull();
  });

  test("the median lies in the bucket of the true median", () => {
    const histogram = histogramOf([900, 4_000, 4_500, 4_700, 90_000]);
    const median = percentile(histogram, 0.5) ?? 0;
    expect(median).toBeGreaterThan(3_000);
    expect(median).toBeLessThanOrEqual(5_000);
  });

  test("an answer after days counts, as at least a day", () => {
    expect(percentile(histogramOf([7 * 86_400_000]), 0.5)).toBe(86_400_000);
  });

  test("merging counts as adding one by one does", () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        expect(mergeHistograms(histogramOf(a), histogramOf(b))).toEqual(
          histogramOf([...a, ...b]),
        );
        expect(countOf(histogramOf(a))).toBe(a.length);
      }),
    );
  });

  test("a higher share never gives a shorter time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 86_400_000 }), { minLength: 1 }),
        (all) => {
          const histogram = histogramOf(all);
          const p50 = percentile(histogram, 0.5) ?? NaN;
          expect(percentile(histogram, 0.9)).toBeGreaterThanOrEqual(p50);
        },
      ),
    );
  });
});
