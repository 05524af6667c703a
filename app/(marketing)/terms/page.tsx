import { type Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentParty } from "@/lib/server/party";
import { LegalPage } from "../legal/legal-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.terms");
  return { title: t("title"), description: t("description") };
}

export default function TermsPage() {
  return <LegalPage page="terms" party={currentParty()} />;
}
