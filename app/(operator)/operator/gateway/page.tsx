import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { GatewayView } from "./gateway-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks.gateway");
  return { title: t("title") };
}

export default function OperatorGatewayPage() {
  return (
    <ClientMessages areas={["webhooks", "operator", "instances"]}>
      <GatewayView />
    </ClientMessages>
  );
}
