import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { TrailView } from "./trail-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default function OperatorAuditPage() {
  return (
    <ClientMessages areas={["audit", "operator"]}>
      <TrailView />
    </ClientMessages>
  );
}
