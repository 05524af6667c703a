import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { OperatorLog } from "./operator-log";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks.log");
  return { title: t("title") };
}

export default function OperatorWebhooksPage() {
  return (
    <ClientMessages areas={["webhooks", "operator"]}>
      <OperatorLog />
    </ClientMessages>
  );
}
