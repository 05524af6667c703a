import { cn } from "@/lib/ui/cn";
import type { ChartSeries } from "./types";

const FILLS = {
  1: "bg-chart-1",
  2: "bg-chart-2",
  3: "bg-chart-3",
  4: "bg-chart-4",
} as const;

/** The colour of a series beside its name. */
export function ChartMark({ color }: Pick<ChartSeries, "color">) {
  return (
    <span
      aria-hidden="true"
      className={cn("size-2 shrink-0 rounded-xs", FILLS[color])}
    />
  );
}
