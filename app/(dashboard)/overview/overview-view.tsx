"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { type RangeDays } from "@/components/charts/range";
import { RangeSwitch } from "@/components/charts/range-switch";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { useSession } from "../session";
import { ByNumber } from "./by-number";
import { Charts } from "./charts";
import { ChartsSkeleton } from "./charts-skeleton";
import { Checklist } from "./checklist";
import { CreditsCard } from "./credits-card";
import { NumbersCard } from "./numbers-card";
import { TodayStrip } from "./today-strip";
import { useSeries } from "../use-series";
import { WaitingCard } from "./waiting-card";

interface OverviewViewProps {
  days: RangeDays;
  series: Preloaded<typeof api.analytics.overview.series>;
  burn: Preloaded<typeof api.credits.burn.today>;
  numbers: Preloaded<typeof api.instances.numbers.list>;
  progress: Preloaded<typeof api.tenants.onboarding.progress>;
  waiting: Preloaded<typeof api.conversations.inbox.list>;
  attention: Preloaded<typeof api.conversations.counts.attention>;
}

export function OverviewView(props: OverviewViewProps) {
  const t = useTranslations("overview");
  const { active } = useSession();
  const { days, choose, series } = useSeries(props.days, props.series);
  const firstSeries = usePreloadedQuery(props.series);
  const burn = usePreloadedQuery(props.burn);
  const numbers = usePreloadedQuery(props.numbers);
  const progress = usePreloadedQuery(props.progress);
  const waiting = usePreloadedQuery(props.waiting);
  const attention = usePreloadedQuery(props.attention);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description", { business: active.name })}
      />
      <Checklist progress={progress} />
      <TodayStrip
        today={firstSeries.days.at(-1)}
        burn={burn}
        waiting={attention.waiting}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <WaitingCard waiting={waiting.page} hasMore={!waiting.isDone} />
        <div className="grid gap-5">
          <NumbersCard numbers={numbers} />
          <CreditsCard burn={burn} />
        </div>
      </div>
      <section aria-labelledby="trends" className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="trends" className="text-base font-semibold">
            {t("charts.label")}
          </h2>
          <RangeSwitch value={days} onChange={choose} />
        </div>
        {series === undefined ? (
          <ChartsSkeleton />
        ) : (
          <Charts series={series} days={days} />
        )}
        <ByNumber days={days} />
      </section>
    </>
  );
}
