import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { askedBusiness, type BusinessParams } from "../asked-business";
import { OperatorLog } from "./operator-log";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks.log");
  return { title: t("title") };
}

interface OperatorWebhooksPageProps {
  searchParams: Promise<BusinessParams>;
}

export default async function OperatorWebhooksPage(
  props: OperatorWebhooksPageProps,
) {
  const asked = askedBusiness(await props.searchParams);
  return (
    <ClientMessages areas={["webhooks", "operator"]}>
      <OperatorLog asked={asked?.id ?? null} />
    </ClientMessages>
  );
}
