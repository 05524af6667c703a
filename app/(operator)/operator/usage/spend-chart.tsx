"use client";

import { useTranslations } from "next-intl";
import { ChartCard } from "@/components/charts/chart-card";
import { addDays } from "@/lib/analytics/days";
import { useDollars } from "./use-dollars";
import type { Spend } from "./use-spend";

interface SpendChartProps {
  spend: Spend;
  from: string;
  days: number;
}

export function SpendChart({ spend, from, days }: SpendChartProps) {
  const t = useTranslations("operator.usage");
  const dollars = useDollars();
  return (
    <ChartCard
      title={t("byDay")}
      kind="bars"
      series={[{ key: "cost", name: t("cost"), color: 1 }]}
      rows={Array.from({ length: days }, (_, index) => {
        const day = addDays(from, index);
        return { day, values: { cost: spend.days.get(day)?.costMicros ?? 0 } };
      })}
      formatValue={dollars}
    />
  );
}
