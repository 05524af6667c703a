import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { OperatorLog } from "./operator-log";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks.log");
  return { title: t("title") };
}

interface OperatorWebhooksPageProps {
  searchParams: Promise<{ tenant?: string | string[] }>;
}

export default async function OperatorWebhooksPage(
  props: OperatorWebhooksPageProps,
) {
  const { tenant } = await props.searchParams;
  return (
    <ClientMessages areas={["webhooks", "operator"]}>
      <OperatorLog asked={typeof tenant === "string" ? tenant : null} />
    </ClientMessages>
  );
}
