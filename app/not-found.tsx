import { type Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button-link";
import { routes } from "@/lib/routes";
import { MessageScreen } from "./message-screen";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common.pages");
  return { title: t("notFoundTitle") };
}

export default async function NotFound() {
  const t = await getTranslations("common.pages");
  return (
    <MessageScreen title={t("notFoundTitle")} text={t("notFoundText")}>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={routes.home} tone="primary">
          {t("toStart")}
        </ButtonLink>
        <ButtonLink href={routes.dashboard} tone="quiet">
          {t("toDashboard")}
        </ButtonLink>
        <ButtonLink href={`${routes.home}#services`} tone="quiet">
          {t("toStatus")}
        </ButtonLink>
      </div>
    </MessageScreen>
  );
}
