import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { rangeOf } from "@/components/charts/range";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { OverviewView } from "./overview-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

interface OverviewPageProps {
  searchParams: Promise<{ days?: string | string[] }>;
}

export default async function OverviewPage({
  searchParams,
}: OverviewPageProps) {
  const days = rangeOf((await searchParams).days);
  const [series, burn, numbers, progress, waiting, attention] =
    await Promise.all([
      preload(api.analytics.overview.series, { days }),
      preload(api.credits.burn.today, {}),
      preload(api.instances.numbers.list, {}),
      preload(api.tenants.onboarding.progress, {}),
      preload(api.conversations.inbox.list, {
        filter: "waiting",
        paginationOpts: { numItems: 6, cursor: null },
      }),
      preload(api.conversations.counts.attention, {}),
    ]);
  return (
    <OverviewView
      days={days}
      series={series}
      burn={burn}
      numbers={numbers}
      progress={progress}
      waiting={waiting}
      attention={attention}
    />
  );
}
