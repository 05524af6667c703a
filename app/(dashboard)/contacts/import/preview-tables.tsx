"use client";

import { useTranslations } from "next-intl";
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
import { type FieldProblem } from "@/lib/contacts/fields";
import { type ImportedContact } from "@/lib/contacts/import-row";
import { CONSENT_TONES } from "../tones";

export type Accepted = ImportedContact & { line: number };
export type Refused = { line: number; problem: FieldProblem; value: string };

const SHOWN = 10;

export function AcceptedRows({ rows }: { rows: Accepted[] }) {
  const t = useTranslations("contacts");
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium text-muted">
        {t("import.firstRows")}
      </h3>
      <Table>
        <TableCaption>{t("import.firstRows")}</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>{t("import.line")}</TableHead>
            <TableHead>{t("columns.phone")}</TableHead>
            <TableHead>{t("columns.name")}</TableHead>
            <TableHead>{t("columns.stage")}</TableHead>
            <TableHead>{t("columns.tags")}</TableHead>
            <TableHead>{t("columns.consent")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.slice(0, SHOWN).map((row) => (
            <TableRow key={row.line}>
              <TableCell className="tabular-nums">{row.line}</TableCell>
              <TableCell className="whitespace-nowrap tabular-nums">
                {row.phone}
              </TableCell>
              <TableCell>{row.name}</TableCell>
              <TableCell>
                {row.stage === null ? null : t(`stages.${row.stage}`)}
              </TableCell>
              <TableCell>{row.tags.join(", ")}</TableCell>
              <TableCell>
                <Badge tone={CONSENT_TONES[row.consent]}>
                  {t(`consents.${row.consent}`)}
                </Badge>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

export function RefusedRows({ rows }: { rows: Refused[] }) {
  const t = useTranslations("contacts");
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium text-muted">
        {t("import.refusedRows")}
      </h3>
      <Table>
        <TableCaption>{t("import.refusedRows")}</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>{t("import.line")}</TableHead>
            <TableHead>{t("import.problem")}</TableHead>
            <TableHead>{t("import.value")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.slice(0, SHOWN).map(({ line, problem, value }) => (
            <TableRow key={line}>
              <TableCell className="tabular-nums">{line}</TableCell>
              <TableCell>{t(`problems.${problem}`)}</TableCell>
              <TableCell className="max-w-60 truncate font-mono text-xs">
                {value}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {rows.length > SHOWN && (
        <p className="mt-2 text-[0.8125rem] text-muted">
          {t("import.moreRefused", { count: rows.length - SHOWN })}
        </p>
      )}
    </div>
  );
}
