"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode } from "react";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { EntryAmount, EntryKind } from "./entry-parts";
import type { StatementLine } from "./types";
import { useActorName } from "./use-actor-name";
import { useReason } from "./use-reason";

interface StatementTableProps {
  caption: string;
  lines: readonly StatementLine[];
  /** What a line refers to, in its own column. */
  reference: (line: StatementLine) => ReactNode;
}

/** Entries as a bank prints them: when, what, who, why, and what was left. */
export function StatementTable({
  caption,
  lines,
  reference,
}: StatementTableProps) {
  const t = useTranslations("credits.statement");
  return (
    <Table>
      <TableCaption>{caption}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("when")}</TableHead>
          <TableHead>{t("what")}</TableHead>
          <TableHead className="max-lg:hidden">{t("who")}</TableHead>
          <TableHead className="max-md:hidden">{t("reference")}</TableHead>
          <TableHead className="text-end">{t("amount")}</TableHead>
          <TableHead className="text-end max-sm:hidden">
            {t("balance")}
          </TableHead>
          <TableHead className="text-end max-sm:hidden">
            {t("reserved")}
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {lines.map((line) => (
          <StatementRow
            key={line.sequence}
            line={line}
            reference={reference(line)}
          />
        ))}
      </TableBody>
    </Table>
  );
}

interface StatementRowProps {
  line: StatementLine;
  reference: ReactNode;
}

function StatementRow({ line, reference }: StatementRowProps) {
  const t = useTranslations("credits.statement");
  const format = useFormatter();
  const reason = useReason()(line);
  const who = useActorName()(line.actor);
  const date = new Date(line.createdAt);
  return (
    <TableRow>
      <TableCell className="align-top whitespace-nowrap">
        <time dateTime={date.toISOString()}>
          <span className="block">
            {format.dateTime(date, {
              day: "numeric",
              month: "short",
              year: "2-digit",
            })}
          </span>
          <span className="block text-xs text-muted tabular-nums">
            {format.dateTime(date, { timeStyle: "medium" })}
          </span>
        </time>
      </TableCell>
      <TableCell className="min-w-36 align-top">
        <EntryKind kind={line.kind} />
        {reason !== null && (
          <span className="mt-0.5 block text-[0.8125rem] text-muted">
            {reason}
          </span>
        )}
        <span className="block text-xs text-muted lg:hidden">{who}</span>
        <span className="block text-xs md:hidden">{reference}</span>
      </TableCell>
      <TableCell className="align-top text-[0.8125rem] max-lg:hidden">
        {who}
      </TableCell>
      <TableCell className="align-top text-[0.8125rem] max-md:hidden">
        {reference}
      </TableCell>
      <TableCell className="text-end align-top">
        <EntryAmount kind={line.kind} credits={line.credits} />
        <span className="block text-xs whitespace-nowrap text-muted tabular-nums sm:hidden">
          {t("left", { count: line.balanceAfter })}
        </span>
      </TableCell>
      <TableCell className="text-end align-top tabular-nums max-sm:hidden">
        {format.number(line.balanceAfter)}
      </TableCell>
      <TableCell className="text-end align-top text-muted tabular-nums max-sm:hidden">
        {format.number(line.reservedAfter)}
      </TableCell>
    </TableRow>
  );
}
