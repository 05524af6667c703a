"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { Button } from "@/components/ui/button";
import { type ContactFilter, writeFilter } from "@/lib/contacts/filter";

/** Downloads what the filter shows. */
export function ExportLink({ filter }: { filter: ContactFilter }) {
  const t = useTranslations("contacts.actions");
  const common = useTranslations("common");
  if (!useSession().can("export")) {
    const why = common("permissionNeeded.export");
    return (
      <Button variant="secondary" aria-disabled="true" title={why}>
        <Download aria-hidden="true" />
        {t("export")}
        <span className="sr-only">{why}</span>
      </Button>
    );
  }
  return (
    <Button asChild variant="secondary">
      <a href={`/api/contacts/export${writeFilter(filter)}`} download>
        <Download aria-hidden="true" />
        {t("export")}
      </a>
    </Button>
  );
}
