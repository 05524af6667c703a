"use client";

import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useLogText } from "@/components/webhooks/use-log-text";
import { LetterActions } from "./letter-actions";
import { LetterDialog } from "./letter-dialog";
import type { Letter } from "./types";

export function LetterTable({ letters }: { letters: readonly Letter[] }) {
  const t = useTranslations("webhooks.letters");
  return (
    <Table>
      <TableCaption>{t("caption")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("came")}</TableHead>
          <TableHead className="max-sm:hidden">{t("business")}</TableHead>
          <TableHead>{t("reason")}</TableHead>
          <TableHead className="max-md:hidden">{t("tries")}</TableHead>
          <TableHead>
            <span className="sr-only">{t("actions")}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {letters.map((letter) => (
          <LetterRow key={letter.id} letter={letter} />
        ))}
      </TableBody>
    </Table>
  );
}

function LetterRow({ letter }: { letter: Letter }) {
  const t = useTranslations("webhooks.letters");
  const log = useTranslations("webhooks.log");
  const { reasonText } = useLogText();
  const isOpen = letter.status === "open";
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap text-muted">
        <RelativeTime at={letter.at} length="short" />
      </TableCell>
      <TableCell className="max-sm:hidden">
        <span className="block max-w-48 truncate">
          {letter.tenantName ?? t("unknown")}
        </span>
        <span className="block max-w-48 truncate text-xs text-muted">
          {letter.label}
        </span>
      </TableCell>
      <TableCell>
        {reasonText(letter.reason)}
        {letter.count > 1 && (
          <span className="ms-1.5 text-xs text-muted tabular-nums">
            {log("times", { count: letter.count })}
          </span>
        )}
        {isOpen && !letter.isWhole && (
          <span className="block text-xs text-muted">{t("cut")}</span>
        )}
      </TableCell>
      <TableCell className="text-[0.8125rem] text-muted max-md:hidden">
        {t("attempts", { count: letter.attempts })}
        {letter.outcome !== null && (
          <span className="block">
            {t("last", { outcome: letter.outcome })}
          </span>
        )}
      </TableCell>
      <TableCell className="text-end">
        {isOpen && (
          <span className="inline-flex flex-wrap items-center justify-end gap-1">
            <LetterDialog letter={letter} />
            <LetterActions letter={letter} />
          </span>
        )}
      </TableCell>
    </TableRow>
  );
}
