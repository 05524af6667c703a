import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { rangeOf } from "@/components/charts/range";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { CreditsView } from "./credits-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("credits");
  return { title: t("title") };
}

interface CreditsPageProps {
  searchParams: Promise<{ days?: string | string[] }>;
}

export default async function CreditsPage({ searchParams }: CreditsPageProps) {
  const days = rangeOf((await searchParams).days);
  const [series, burn, lowBalance, plan] = await Promise.all([
    preload(api.analytics.overview.series, { days }),
    preload(api.credits.burn.today, {}),
    preload(api.credits.lowBalance.get, {}),
    preload(api.credits.plan.get, {}),
  ]);
  return (
    <CreditsView
      days={days}
      series={series}
      burn={burn}
      lowBalance={lowBalance}
      plan={plan}
    />
  );
}
