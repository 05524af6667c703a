"use client";

import { ArrowLeft } from "lucide-react";
import { useQuery } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useSession } from "@/app/(dashboard)/session";
import { Card, CardBody } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/convex/_generated/api";
import { IMPORT_LIMITS } from "@/lib/contacts/import-row";
import { countryOf } from "@/lib/contacts/search";
import { routes } from "@/lib/routes";
import { ChooseStep } from "./choose-step";
import { ImportHistory } from "./import-history";
import { MapStep } from "./map-step";
import type { CsvTable } from "./read-table";

export function ImportView() {
  const t = useTranslations("contacts");
  const common = useTranslations("common");
  const format = useFormatter();
  const { can } = useSession();
  const home = useHomeCountry();
  const [table, setTable] = useState<CsvTable | null>(null);
  const rows = format.number(IMPORT_LIMITS.rows);
  return (
    <>
      <div className="flex flex-col gap-3">
        <Link
          href={routes.contacts}
          className="inline-flex min-h-6 items-center gap-1 self-start text-sm text-muted hover:text-ink"
        >
          <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
          {t("detail.back")}
        </Link>
        <PageHeader
          title={t("import.title")}
          description={t("import.description", { rows })}
        />
      </div>
      {!can("manage_contacts") ? (
        <Card>
          <CardBody>{common("permissionNeeded.manage_contacts")}</CardBody>
        </Card>
      ) : (
        <>
          <ChooseStep table={table} onTable={setTable} />
          {table !== null && (
            <MapStep
              key={table.name}
              table={table}
              home={home}
              onDone={() => setTable(null)}
            />
          )}
          <ImportHistory isUploading={table !== null} />
        </>
      )}
    </>
  );
}

/** The country of the business's own numbers; "" before it has one. */
function useHomeCountry(): string {
  const numbers = useQuery(api.instances.numbers.list, {}) ?? [];
  const phones = numbers.flatMap(({ phone }) =>
    phone === null ? [] : [`+${phone.replace(/\D/g, "")}`],
  );
  return countryOf(phones) ?? "";
}
