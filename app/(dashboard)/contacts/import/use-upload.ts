"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { api } from "@/convex/_generated/api";
import { importBatches, type ImportLine } from "@/lib/contacts/import-batches";
import { errorCode } from "@/lib/error-code";

export type Upload = {
  fileName: string;
  lines: ImportLine[];
  country?: string;
  consentEvidence?: string;
};

/** Sends the rows batch by batch; the server takes them in by itself afterwards. */
export function useUpload(onDone: () => void) {
  const t = useTranslations("contacts.import");
  const errorText = useErrorText();
  const start = useMutation(api.contacts.imports.start);
  const add = useMutation(api.contacts.imports.add);
  const [sent, setSent] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async ({ lines, ...settings }: Upload) => {
    setSent(0);
    setFailure(null);
    try {
      const importId = await start({ ...settings, total: lines.length });
      let from = 0;
      for (const rows of importBatches(lines)) {
        await add({ importId, from, rows });
        from += rows.length;
        setSent(from);
      }
      onDone();
    } catch (error) {
      setSent(null);
      setFailure(
        errorCode(error) === "CONFLICT" ? t("busy") : errorText(error),
      );
    }
  };
  return { run, sent, failure };
}
