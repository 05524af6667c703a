"use client";

import { useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { ChartCard } from "@/components/charts/chart-card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { useDollars } from "../../usage/use-dollars";

type Usage = FunctionReturnType<typeof api.operators.usage.ofTenant>;

/** Volume and spend of the last 30 days. */
export function TenantUsage({ tenantId }: { tenantId: Id<"tenants"> }) {
  const usage = useQuery(api.operators.usage.ofTenant, { tenantId });
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      {usage === undefined ? (
        <>
          <Skeleton className="h-[19.5rem] rounded-panel" />
          <Skeleton className="h-[19.5rem] rounded-panel" />
        </>
      ) : (
        <>
          <VolumeChart usage={usage} />
          <SpendChart usage={usage} />
        </>
      )}
    </div>
  );
}

function VolumeChart({ usage }: { usage: Usage }) {
  const t = useTranslations("operator.tenantUsage");
  const format = useFormatter();
  const failed = usage.days.reduce((sum, day) => sum + day.failed, 0);
  return (
    <ChartCard
      title={t("volume")}
      summary={failed > 0 ? t("failed", { count: failed }) : undefined}
      kind="bars"
      series={[
        { key: "inbound", name: t("inbound"), color: 1 },
        { key: "ai", name: t("ai"), color: 2 },
        { key: "others", name: t("others"), color: 3 },
        { key: "notices", name: t("notices"), color: 4 },
      ]}
      rows={usage.days.map((day) => ({
        day: day.day,
        values: {
          inbound: day.inbound,
          ai: day.aiAnswers,
          others: day.otherAnswers,
          notices: day.notices,
        },
      }))}
      formatValue={(value) => format.number(value)}
    />
  );
}

function SpendChart({ usage }: { usage: Usage }) {
  const t = useTranslations("operator.tenantUsage");
  const dollars = useDollars();
  const cost = usage.spend.reduce((sum, day) => sum + day.costMicros, 0);
  const runs = usage.spend.reduce((sum, day) => sum + day.runs, 0);
  const failures = usage.spend.reduce((sum, day) => sum + day.failures, 0);
  return (
    <ChartCard
      title={t("spend")}
      summary={t("spent", { cost: dollars(cost), runs, failures })}
      kind="bars"
      series={[{ key: "cost", name: t("cost"), color: 1 }]}
      rows={usage.spend.toReversed().map(({ day, costMicros }) => ({
        day,
        values: { cost: costMicros },
      }))}
      formatValue={dollars}
    />
  );
}
