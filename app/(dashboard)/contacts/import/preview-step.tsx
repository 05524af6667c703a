"use client";

import { useDeferredValue, useMemo } from "react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { pickCells } from "@/lib/contacts/columns";
import { type ImportLine } from "@/lib/contacts/import-batches";
import { readImportRow } from "@/lib/contacts/import-row";
import { parseCountry } from "@/lib/contacts/search";
import type { Settings } from "./map-step";
import {
  AcceptedRows,
  type Accepted,
  type Refused,
  RefusedRows,
} from "./preview-tables";
import type { CsvTable } from "./read-table";
import { useUpload } from "./use-upload";

interface Props {
  table: CsvTable;
  settings: Settings;
  onDone: () => void;
}

/** What would become of every row, before anything is stored. */
export function PreviewStep({ table, settings, onDone }: Props) {
  const t = useTranslations("contacts.import");
  const judged = useJudged(table, useDeferredValue(settings));
  const upload = useUpload(onDone);
  const { columns, evidence, country } = settings;
  const isReady =
    columns.phone !== null &&
    (columns.consent === null || evidence.trim() !== "") &&
    judged.accepted.length > 0;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("previewTitle")}</CardTitle>
        <p role="status" className="text-[0.8125rem] text-muted">
          {t("ready", { count: judged.accepted.length })},{" "}
          {t("refused", { count: judged.refused.length })}
        </p>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        {judged.accepted.length > 0 && <AcceptedRows rows={judged.accepted} />}
        {judged.refused.length > 0 && <RefusedRows rows={judged.refused} />}
        <p role="alert" className="text-sm text-bad empty:hidden">
          {upload.failure}
        </p>
        {upload.sent !== null && (
          <Progress
            label={t("uploading")}
            value={upload.sent}
            max={judged.lines.length}
          />
        )}
        <Button
          className="self-start"
          disabled={!isReady || upload.sent !== null}
          onClick={() =>
            void upload.run({
              fileName: table.name,
              lines: judged.lines,
              ...(country === "" ? {} : { country }),
              ...(columns.consent === null
                ? {}
                : { consentEvidence: evidence.trim() }),
            })
          }
        >
          {upload.sent === null
            ? t("submit", { count: judged.accepted.length })
            : t("uploading")}
        </Button>
      </CardBody>
    </Card>
  );
}

function useJudged(table: CsvTable, { columns, country }: Settings) {
  return useMemo(() => {
    const lines: ImportLine[] = table.lines.map((line, index) => ({
      // The header is line 1.
      line: index + 2,
      ...pickCells(line, columns),
    }));
    const accepted: Accepted[] = [];
    const refused: Refused[] = [];
    const home = parseCountry(country);
    for (const line of lines) {
      const verdict = readImportRow(line, home);
      if (verdict.ok) accepted.push({ line: line.line, ...verdict.contact });
      else refused.push({ line: line.line, ...verdict });
    }
    return { lines, accepted, refused };
  }, [table, columns, country]);
}
