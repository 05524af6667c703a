"use client";

import type { FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { useDuration } from "@/components/charts/use-duration";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { api } from "@/convex/_generated/api";

type Alerts = FunctionReturnType<typeof api.alerts.report.month>["alerts"];

/** How many alerts there were, and how fast somebody saw to them. */
export function ResponseCard({ alerts }: { alerts: Alerts }) {
  const t = useTranslations("operator.metrics");
  const format = useFormatter();
  const duration = useDuration();
  const say = (time: number | null) =>
    time === null ? t("unknown") : duration(time);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("responses")}</CardTitle>
      </CardHeader>
      <CardBody>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Stat label={t("raised")} value={format.number(alerts.raised)} />
          <Stat
            label={t("acknowledged")}
            value={format.number(alerts.acknowledged)}
          />
          <Stat label={t("median")} value={say(alerts.medianMs)} />
          <Stat label={t("longest")} value={say(alerts.longestMs)} />
        </dl>
        {alerts.isCut && <p className="mt-4 text-xs text-muted">{t("cut")}</p>}
      </CardBody>
    </Card>
  );
}
