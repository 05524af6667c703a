import { SearchX } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { routes } from "@/lib/routes";

export default async function DashboardNotFound() {
  const t = await getTranslations("shell.errors");
  return (
    <EmptyState
      className="flex-1"
      icon={<SearchX />}
      title={t("notFoundTitle")}
      body={t("notFoundText")}
      action={
        <Button asChild>
          <Link href={routes.overview}>{t("toOverview")}</Link>
        </Button>
      }
    />
  );
}
