"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useSession } from "../session";
import { exportAddress, type StatementArgs } from "./statement-filter";

/** Downloads what the filter shows. */
export function ExportButton({ args }: { args: StatementArgs }) {
  const t = useTranslations("credits.statement");
  const common = useTranslations("common");
  if (!useSession().can("export")) {
    return (
      <Button
        variant="secondary"
        size="sm"
        aria-disabled="true"
        title={common("permissionNeeded.export")}
      >
        <Download aria-hidden="true" />
        {t("export")}
        <span className="sr-only">{common("permissionNeeded.export")}</span>
      </Button>
    );
  }
  return (
    <Button asChild variant="secondary" size="sm">
      <a href={exportAddress(args)} download>
        <Download aria-hidden="true" />
        {t("export")}
      </a>
    </Button>
  );
}
