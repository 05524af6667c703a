export interface ChartSeries {
  key: string;
  name: string;
  color: 1 | 2 | 3 | 4;
}

/** One point of the horizontal axis; null is a gap. */
export interface ChartRow {
  /** `YYYY-MM-DD`. */
  day: string;
  values: Readonly<Record<string, number | null>>;
}

export interface PlotProps {
  kind: "bars" | "lines";
  series: readonly ChartSeries[];
  rows: readonly ChartRow[];
  formatValue: (value: number) => string;
  formatDay: (day: string) => string;
  /** The highest value of the axis; by default the data's. */
  max?: number;
  /** Marks of a logarithmic axis, for values of very different size. */
  logMarks?: readonly number[];
}
