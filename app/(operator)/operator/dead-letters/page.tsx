import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { askedBusiness, type BusinessParams } from "../asked-business";
import { DeadLettersView } from "./dead-letters-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks.letters");
  return { title: t("title") };
}

interface DeadLettersPageProps {
  searchParams: Promise<BusinessParams>;
}

export default async function DeadLettersPage(props: DeadLettersPageProps) {
  return (
    <ClientMessages areas={["webhooks", "operator"]}>
      <DeadLettersView asked={askedBusiness(await props.searchParams)} />
    </ClientMessages>
  );
}
