"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

interface DownloadLinksProps {
  csvAddress: string;
  jsonAddress: string;
  isPlatform: boolean;
}

/** What is shown as a table, and the whole chain for the verifier. */
export function DownloadLinks(props: DownloadLinksProps) {
  const t = useTranslations("audit");
  const jsonHint = t(props.isPlatform ? "jsonHintPlatform" : "jsonHint");
  return (
    <span className="flex gap-2">
      <Button asChild variant="secondary" size="sm">
        <a href={props.csvAddress} title={t("csvHint")} download>
          <Download aria-hidden="true" />
          {t("csv")}
        </a>
      </Button>
      <Button asChild variant="secondary" size="sm">
        <a href={props.jsonAddress} title={jsonHint} download>
          <Download aria-hidden="true" />
          {t("json")}
        </a>
      </Button>
    </span>
  );
}
