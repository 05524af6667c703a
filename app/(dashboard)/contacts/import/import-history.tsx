"use client";

import { useMutation, useQuery } from "convex/react";
import { type FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { api } from "@/convex/_generated/api";
import { ImportErrors } from "./import-errors";

type Import = FunctionReturnType<typeof api.contacts.imports.list>[number];

const TONES = {
  uploading: "warn",
  running: "accent",
  done: "good",
  cancelled: "neutral",
} as const satisfies Record<Import["status"], Tone>;

interface Props {
  /** Whether rows are being sent from this page. */
  isUploading: boolean;
}

export function ImportHistory({ isUploading }: Props) {
  const t = useTranslations("contacts.import");
  const imports = useQuery(api.contacts.imports.list, {});
  if (imports === undefined || imports.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("historyTitle")}</CardTitle>
      </CardHeader>
      <ul className="divide-y divide-line">
        {imports.map((record) => (
          <li key={record.id} className="flex flex-col gap-2 p-4 text-sm">
            <ImportEntry record={record} isUploading={isUploading} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ImportEntry({ record, isUploading }: Props & { record: Import }) {
  const t = useTranslations("contacts.import");
  const format = useFormatter();
  const { fileName, status, total, processed, created, updated, failed } =
    record;
  const isOpen = status === "uploading" || status === "running";
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 truncate font-medium">{fileName}</span>
        <Badge tone={TONES[status]}>{t(`statuses.${status}`)}</Badge>
        <RelativeTime
          at={record.startedAt}
          length="narrow"
          className="text-xs text-muted"
        />
      </div>
      {isOpen && (
        <Progress
          label={t("progress", {
            done: format.number(processed),
            total: format.number(total),
          })}
          value={processed}
          max={total}
        />
      )}
      <p role={isOpen ? "status" : undefined} className="text-muted">
        {t("progress", {
          done: format.number(processed),
          total: format.number(total),
        })}
        {" · "}
        {t("counts", { created, updated, failed })}
      </p>
      {status === "uploading" && !isUploading && (
        <p className="text-warn">{t("interrupted")}</p>
      )}
      <EntryActions record={record} isOpen={isOpen} />
    </>
  );
}

interface ActionsProps {
  record: Import;
  isOpen: boolean;
}

function EntryActions({ record, isOpen }: ActionsProps) {
  const t = useTranslations("contacts.import");
  const errorText = useErrorText();
  const cancel = useMutation(api.contacts.imports.cancel);
  const [isShown, setShown] = useState(false);
  return (
    <>
      <div className="flex gap-2 empty:hidden">
        {isOpen && (
          <Button
            variant="secondary"
            size="sm"
            onClick={() => {
              cancel({ importId: record.id })
                .then(() => toast.success(t("cancelled")))
                .catch((error: unknown) => toast.error(errorText(error)));
            }}
          >
            {t("cancel")}
          </Button>
        )}
        {record.failed > 0 && (
          <Button
            variant="secondary"
            size="sm"
            aria-expanded={isShown}
            onClick={() => setShown(!isShown)}
          >
            {t("showErrors")}
          </Button>
        )}
      </div>
      {isShown && <ImportErrors importId={record.id} />}
    </>
  );
}
