import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { askedBusiness, type BusinessParams } from "../asked-business";
import { TrailView } from "./trail-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

interface OperatorAuditPageProps {
  searchParams: Promise<BusinessParams>;
}

export default async function OperatorAuditPage(props: OperatorAuditPageProps) {
  return (
    <ClientMessages areas={["audit", "operator"]}>
      <TrailView asked={askedBusiness(await props.searchParams)} />
    </ClientMessages>
  );
}
