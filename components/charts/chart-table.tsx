"use client";

import { useTranslations } from "next-intl";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { PlotProps } from "./types";

/** The same numbers as the drawing, newest day first. */
export function ChartTable({
  caption,
  rows,
  series,
  formatDay,
  formatValue,
}: PlotProps & { caption: string }) {
  const t = useTranslations("common.charts");
  return (
    <div
      className="h-full overflow-y-auto"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <Table>
        <TableCaption>{caption}</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>{t("day")}</TableHead>
            {series.map(({ key, name }) => (
              <TableHead key={key} className="text-end">
                {name}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.toReversed().map((row) => (
            <TableRow key={row.day}>
              <TableCell className="py-1.5 whitespace-nowrap">
                {formatDay(row.day)}
              </TableCell>
              {series.map(({ key }) => {
                const value = row.values[key] ?? null;
                return (
                  <TableCell key={key} className="py-1.5 text-end tabular-nums">
                    {value === null ? "–" : formatValue(value)}
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
