import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api } from "@/convex/_generated/api";
import { fetchAs } from "@/lib/server/convex";
import { readinessReport } from "@/lib/server/readiness";
import { ServicesView } from "./services-view";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.pages");
  return { title: t("services") };
}

/** Asked only once Convex says that the caller is an operator. */
export default async function ServicesPage() {
  await fetchAs(api.operators.sending.state, {});
  return <ServicesView report={await readinessReport()} />;
}
