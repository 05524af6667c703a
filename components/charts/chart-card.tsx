"use client";

import { ChartColumn, Table2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { ChartMark } from "./chart-mark";
import { ChartTable } from "./chart-table";
import type { ChartSeries, PlotProps } from "./types";

const Plot = dynamic(() => import("./plot").then((module) => module.Plot), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

interface ChartCardProps extends Omit<PlotProps, "formatDay"> {
  title: string;
  /** The figure of the whole stretch. */
  summary?: ReactNode;
}

/** A named chart that can be read as a table. */
export function ChartCard({ title, summary, ...plot }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const formatDay = useDay();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <TableToggle title={title} asTable={asTable} onChange={setAsTable} />
      </CardHeader>
      <CardBody>
        <div className="mb-2 flex min-h-6 flex-wrap items-baseline gap-x-4 gap-y-1">
          {summary !== undefined && (
            <p className="text-lg font-semibold tracking-tight tabular-nums">
              {summary}
            </p>
          )}
          {plot.series.length > 1 && <Legend series={plot.series} />}
        </div>
        <div className="h-52">
          {asTable ? (
            <ChartTable {...plot} caption={title} formatDay={formatDay} />
          ) : (
            <div aria-hidden="true" className="h-full">
              <Plot {...plot} formatDay={formatDay} />
            </div>
          )}
        </div>
      </CardBody>
    </Card>
  );
}

function useDay(): (day: string) => string {
  const format = useFormatter();
  return (day) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), {
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    });
}

interface TableToggleProps {
  title: string;
  asTable: boolean;
  onChange: (asTable: boolean) => void;
}

function TableToggle({ title, asTable, onChange }: TableToggleProps) {
  const t = useTranslations("common.charts");
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-pressed={asTable}
      aria-label={t("asTable", { title })}
      title={asTable ? t("showChart") : t("showTable")}
      onClick={() => onChange(!asTable)}
    >
      {asTable ? (
        <ChartColumn aria-hidden="true" />
      ) : (
        <Table2 aria-hidden="true" />
      )}
    </Button>
  );
}

function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {series.map(({ key, name, color }) => (
        <li key={key} className="flex items-center gap-1.5">
          <ChartMark color={color} />
          {name}
        </li>
      ))}
    </ul>
  );
}
