import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { rangeOf } from "@/components/charts/range";
import { addDays } from "@/lib/analytics/days";
import { UsageView } from "./usage-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.pages");
  return { title: t("usage") };
}

interface UsagePageProps {
  searchParams: Promise<{ days?: string | string[] }>;
}

/** Spend is counted by UTC days, as the models' bills are. */
export default async function UsagePage({ searchParams }: UsagePageProps) {
  const { days: asked } = await searchParams;
  const days = rangeOf(asked ?? "7");
  const to = new Date().toISOString().slice(0, 10);
  return <UsageView days={days} from={addDays(to, 1 - days)} to={to} />;
}
