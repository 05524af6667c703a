import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { routes } from "@/lib/routes";
import { AlertMark } from "./alert-mark";
import { OperatorNav } from "./operator-nav";

export async function OperatorHeader() {
  const t = await getTranslations("operator");
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex min-h-12 max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm sm:px-6">
        <Link href={routes.operator} className="font-semibold">
          {t("product")}
        </Link>
        <Badge tone="warn">{t("badge")}</Badge>
        <AlertMark />
        <Link
          href={routes.dashboard}
          className="text-muted hover:text-ink hover:underline"
        >
          {t("toDashboard")}
        </Link>
      </div>
      <OperatorNav label={t("nav")} />
    </header>
  );
}
