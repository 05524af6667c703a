import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { TrailView } from "./trail-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

interface OperatorAuditPageProps {
  searchParams: Promise<{
    tenant?: string | string[];
    name?: string | string[];
  }>;
}

export default async function OperatorAuditPage(props: OperatorAuditPageProps) {
  const { tenant, name } = await props.searchParams;
  const asked =
    typeof tenant === "string"
      ? { id: tenant, name: typeof name === "string" ? name : tenant }
      : null;
  return (
    <ClientMessages areas={["audit", "operator"]}>
      <TrailView asked={asked} />
    </ClientMessages>
  );
}
