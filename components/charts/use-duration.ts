"use client";

import { useFormatter } from "next-intl";
import { useCallback } from "react";

const UNITS = [
  { unit: "second", ms: 1_000, below: 90_000 },
  { unit: "minute", ms: 60_000, below: 90 * 60_000 },
  { unit: "hour", ms: 3_600_000, below: 36 * 3_600_000 },
  { unit: "day", ms: 86_400_000, below: Infinity },
] as const;

/** Says a duration in its largest fitting unit: "8 sec", "12 min", "3 hr". */
export function useDuration(): (durationMs: number) => string {
  const format = useFormatter();
  return useCallback(
    (durationMs: number) => {
      const { unit, ms } =
        UNITS.find(({ below }) => durationMs < below) ?? UNITS[3];
      return format.number(durationMs / ms, {
        style: "unit",
        unit,
        unitDisplay: "short",
        maximumFractionDigits: durationMs < 10_000 ? 1 : 0,
      });
    },
    [format],
  );
}
