import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { api } from "@/convex/_generated/api";
import { isMonth, monthOf } from "@/lib/audit/month";
import { preload } from "@/lib/server/convex";
import { MetricsView } from "./metrics-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.metrics");
  return { title: t("title") };
}

interface MetricsPageProps {
  searchParams: Promise<{ month?: string | string[] }>;
}

export default async function MetricsPage({ searchParams }: MetricsPageProps) {
  const wanted = (await searchParams).month;
  const thisMonth = monthOf((await getNow()).getTime());
  const month =
    typeof wanted === "string" && isMonth(wanted) ? wanted : thisMonth;
  return (
    <ClientMessages areas={["audit", "operator"]}>
      <MetricsView
        key={month}
        month={month}
        thisMonth={thisMonth}
        report={await preload(api.alerts.report.month, { month })}
      />
    </ClientMessages>
  );
}
