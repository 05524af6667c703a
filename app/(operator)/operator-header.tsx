import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { routes } from "@/lib/routes";

export async function OperatorHeader() {
  const t = await getTranslations("operator");
  return (
    <header className="border-b border-line bg-surface">
      <nav
        aria-label={t("nav")}
        className="mx-auto flex min-h-12 max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm sm:px-6"
      >
        <Link href={routes.operator} className="font-semibold">
          {t("product")}
        </Link>
        <Badge tone="warn">{t("badge")}</Badge>
        <Link
          href={routes.dashboard}
          className="ms-auto text-muted hover:text-ink hover:underline"
        >
          {t("toDashboard")}
        </Link>
      </nav>
    </header>
  );
}
