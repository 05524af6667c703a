"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { PlotTooltip } from "./plot-tooltip";
import type { ChartSeries, PlotProps } from "./types";

const COLORS = {
  1: "var(--chart-1)",
  2: "var(--chart-2)",
  3: "var(--chart-3)",
  4: "var(--chart-4)",
} as const;

const TICK = { fill: "var(--muted)", fontSize: 11 };

/** The drawing alone; `ChartCard` gives it a name and a table. */
export function Plot(props: PlotProps) {
  const data = props.rows.map(({ day, values }) => ({ day, ...values }));
  const Chart = props.kind === "bars" ? BarChart : LineChart;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <Chart
        data={data}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="day"
          tickFormatter={props.formatDay}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          minTickGap={28}
        />
        <YAxis
          tickFormatter={props.formatValue}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={48}
          tickCount={4}
          allowDecimals={props.kind === "lines"}
          {...scaleOf(props)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--sunken)", stroke: "var(--line)" }}
          content={({ active, label }) => (
            <PlotTooltip
              {...props}
              day={active && typeof label === "string" ? label : null}
            />
          )}
        />
        {props.series.map((series, index) =>
          props.kind === "bars"
            ? bar(series, index === props.series.length - 1)
            : line(series),
        )}
      </Chart>
    </ResponsiveContainer>
  );
}

function scaleOf({ logMarks, max, rows }: PlotProps) {
  if (logMarks === undefined) {
    return { domain: [0, max ?? "auto"] as [number, number | "auto"] };
  }
  const highest = Math.max(
    ...rows.flatMap(({ values }) => Object.values(values).map((v) => v ?? 0)),
  );
  const last = logMarks.findIndex((mark) => mark >= highest);
  const ticks = last === -1 ? [...logMarks] : logMarks.slice(0, last + 1);
  const domain: [number, number] = [
    ticks[0] ?? 1,
    Math.max(highest, ticks.at(-1) ?? 1),
  ];
  return { scale: "log" as const, ticks, domain, allowDataOverflow: true };
}

function bar({ key, name, color }: ChartSeries, isTop: boolean) {
  return (
    <Bar
      key={key}
      dataKey={key}
      name={name}
      stackId="all"
      fill={COLORS[color]}
      maxBarSize={28}
      radius={isTop ? [2, 2, 0, 0] : 0}
      isAnimationActive={false}
    />
  );
}

function line({ key, name, color }: ChartSeries) {
  return (
    <Line
      key={key}
      dataKey={key}
      name={name}
      type="monotone"
      stroke={COLORS[color]}
      strokeWidth={2}
      dot={{ r: 2, fill: COLORS[color], strokeWidth: 0 }}
      connectNulls
      isAnimationActive={false}
    />
  );
}
