"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { type RangeDays } from "@/components/charts/range";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { BalanceCard } from "./balance-card";
import { BurnCard } from "./burn-card";
import { LowBalanceCard } from "./low-balance-card";
import { PriceCard } from "./price-card";
import { Statement } from "./statement";

interface CreditsViewProps {
  days: RangeDays;
  series: Preloaded<typeof api.analytics.overview.series>;
  burn: Preloaded<typeof api.credits.burn.today>;
  lowBalance: Preloaded<typeof api.credits.lowBalance.get>;
}

export function CreditsView(props: CreditsViewProps) {
  const t = useTranslations("credits");
  const burn = usePreloadedQuery(props.burn);
  const lowBalance = usePreloadedQuery(props.lowBalance);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <BalanceCard burn={burn} isLow={lowBalance.isLow} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <BurnCard days={props.days} series={props.series} />
        <div className="grid gap-5">
          <LowBalanceCard lowAt={lowBalance.lowAt} />
          <PriceCard />
        </div>
      </div>
      <Statement />
    </>
  );
}
