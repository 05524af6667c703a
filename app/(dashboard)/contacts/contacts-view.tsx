"use client";

import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { routes } from "@/lib/routes";
import { ContactFilters } from "./contact-filters";
import { ContactList } from "./contact-list";
import { CreateDialog } from "./create-dialog";
import { ExportLink } from "./export-link";
import { useContactFilter } from "./use-contact-filter";

export function ContactsView() {
  const t = useTranslations("contacts");
  const { can } = useSession();
  const { filter, setFilter } = useContactFilter();
  const clear = () => setFilter({});
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <ExportLink filter={filter} />
            {can("manage_contacts") && (
              <>
                <Button asChild variant="secondary">
                  <Link href={routes.contactImport}>
                    <Upload aria-hidden="true" />
                    {t("actions.import")}
                  </Link>
                </Button>
                <CreateDialog />
              </>
            )}
          </>
        }
      />
      <ContactFilters filter={filter} onChange={setFilter} />
      <ContactList filter={filter} onClear={clear} />
    </>
  );
}
