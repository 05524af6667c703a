"use client";

import type { Preloaded } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { ChartCard } from "@/components/charts/chart-card";
import type { RangeDays } from "@/components/charts/range";
import { RangeSwitch } from "@/components/charts/range-switch";
import { Skeleton } from "@/components/ui/skeleton";
import type { api } from "@/convex/_generated/api";
import { useSeries } from "../use-series";

interface BurnCardProps {
  days: RangeDays;
  series: Preloaded<typeof api.analytics.overview.series>;
}

/** Credits spent per day. */
export function BurnCard(props: BurnCardProps) {
  const t = useTranslations("credits.burn");
  const format = useFormatter();
  const { days, choose, series } = useSeries(props.days, props.series);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex justify-end">
        <RangeSwitch value={days} onChange={choose} />
      </div>
      {series === undefined ? (
        <Skeleton className="h-[19.5rem] rounded-panel" />
      ) : (
        <ChartCard
          title={t("title")}
          summary={t("sum", { count: series.current.spent, days })}
          kind="bars"
          series={[{ key: "spent", name: t("spent"), color: 1 }]}
          rows={series.days.map(({ day, spent }) => ({
            day,
            values: { spent },
          }))}
          formatValue={(value) => format.number(value)}
        />
      )}
    </div>
  );
}
