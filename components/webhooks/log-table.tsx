import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { LogRow } from "./types";
import { useLogText } from "./use-log-text";
import { VerdictBadge } from "./verdict-badge";

interface LogTableProps<Row extends LogRow> {
  rows: readonly Row[];
  /** Whether to say which number; one alone needs no naming. */
  hasNumbers: boolean;
  /** Names the business, where there is more than one. */
  business?: (row: Row) => ReactNode;
  actions: (row: Row) => ReactNode;
}

/** What came, newest first. */
export function LogTable<Row extends LogRow>({
  rows,
  hasNumbers,
  business,
  actions,
}: LogTableProps<Row>) {
  const t = useTranslations("webhooks.log");
  return (
    <Table>
      <TableCaption>{t("caption")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("time")}</TableHead>
          {business !== undefined && (
            <TableHead className="max-md:hidden">{t("business")}</TableHead>
          )}
          {hasNumbers && (
            <TableHead className="max-md:hidden">{t("number")}</TableHead>
          )}
          <TableHead>{t("verdict")}</TableHead>
          <TableHead className="max-md:hidden">{t("what")}</TableHead>
          <TableHead>{t("effect")}</TableHead>
          <TableHead>
            <span className="sr-only">{t("actions")}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell className="whitespace-nowrap text-muted tabular-nums">
              <Moment at={row.at} />
            </TableCell>
            {business !== undefined && (
              <TableCell className="max-w-48 truncate max-md:hidden">
                {business(row)}
              </TableCell>
            )}
            {hasNumbers && (
              <TableCell className="max-w-40 truncate max-md:hidden">
                {row.label ?? (
                  <span className="text-muted">{t("noNumber")}</span>
                )}
              </TableCell>
            )}
            <TableCell className="whitespace-nowrap">
              <VerdictCell row={row} />
            </TableCell>
            <TableCell className="whitespace-nowrap max-md:hidden">
              <WhatCell row={row} />
            </TableCell>
            <TableCell>
              <EffectCell row={row} hasNumbers={hasNumbers} />
            </TableCell>
            <TableCell className="text-end whitespace-nowrap">
              {actions(row)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** The day is left out where there is little room. */
function Moment({ at }: { at: number }) {
  const format = useFormatter();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()}>
      <span className="me-1.5 max-md:hidden">
        {format.dateTime(date, { month: "short", day: "numeric" })}
      </span>
      {format.dateTime(date, {
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
      })}
    </time>
  );
}

function VerdictCell({ row }: { row: LogRow }) {
  const t = useTranslations("webhooks.log");
  return (
    <span className="inline-flex items-center gap-1.5">
      <VerdictBadge verdict={row.verdict} />
      {row.count > 1 && (
        <span className="text-xs text-muted tabular-nums">
          {t("times", { count: row.count })}
        </span>
      )}
    </span>
  );
}

function WhatCell({ row }: { row: LogRow }) {
  const t = useTranslations("webhooks.log");
  const { whatText } = useLogText();
  return (
    <span className="inline-flex items-center gap-1.5">
      {whatText(row)}
      {row.isBackfilled && (
        <Badge tone="warn" title={t("backfilledHint")}>
          {t("backfilled")}
        </Badge>
      )}
    </span>
  );
}

interface EffectCellProps {
  row: LogRow;
  hasNumbers: boolean;
}

/** On a narrow screen it says the number as well, which has no column there. */
function EffectCell({ row, hasNumbers }: EffectCellProps) {
  const { effectText } = useLogText();
  return (
    <>
      {effectText(row)}
      {hasNumbers && row.label !== null && (
        <span className="block max-w-40 truncate text-xs text-muted md:hidden">
          {row.label}
        </span>
      )}
    </>
  );
}
