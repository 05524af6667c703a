"use client";

import { ChartMark } from "./chart-mark";
import type { PlotProps } from "./types";

/** The values of the day under the pointer. */
export function PlotTooltip({
  day,
  rows,
  series,
  formatDay,
  formatValue,
}: PlotProps & { day: string | null }) {
  const row = rows.find((candidate) => candidate.day === day);
  if (row === undefined) return null;
  return (
    <div className="rounded-control bg-surface px-3 py-2 text-xs shadow-float">
      <p className="font-medium">{formatDay(row.day)}</p>
      <ul className="mt-1 space-y-0.5">
        {series.map(({ key, name, color }) => {
          const value = row.values[key] ?? null;
          return (
            <li key={key} className="flex items-center gap-2">
              <ChartMark color={color} />
              <span className="text-muted">{name}</span>
              <span className="ms-auto ps-3 font-medium tabular-nums">
                {value === null ? "–" : formatValue(value)}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
