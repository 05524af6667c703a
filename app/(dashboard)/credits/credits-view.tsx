"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { type RangeDays } from "@/components/charts/range";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { BalanceCard } from "./balance-card";
import { BooksCard } from "./books-card";
import { BuyLink } from "./buy/buy-link";
import { BurnCard } from "./burn-card";
import { LowBalanceCard } from "./low-balance-card";
import { PlanCard } from "./plan-card";
import { PriceCard } from "./price-card";
import { Statement } from "./statement";

interface CreditsViewProps {
  days: RangeDays;
  series: Preloaded<typeof api.analytics.overview.series>;
  burn: Preloaded<typeof api.credits.burn.today>;
  lowBalance: Preloaded<typeof api.credits.lowBalance.get>;
  plan: Preloaded<typeof api.credits.plan.get>;
}

export function CreditsView(props: CreditsViewProps) {
  const t = useTranslations("credits");
  const burn = usePreloadedQuery(props.burn);
  const lowBalance = usePreloadedQuery(props.lowBalance);
  const plan = usePreloadedQuery(props.plan);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<BuyLink />}
      />
      <BalanceCard burn={burn} isLow={lowBalance.isLow} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 gap-5">
          <BurnCard days={props.days} series={props.series} />
          <BooksCard />
        </div>
        <div className="grid min-w-0 gap-5">
          <PlanCard plan={plan} />
          <LowBalanceCard lowAt={lowBalance.lowAt} />
          <PriceCard />
        </div>
      </div>
      <Statement />
    </>
  );
}
