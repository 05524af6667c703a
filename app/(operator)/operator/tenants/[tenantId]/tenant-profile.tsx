"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useDuration } from "@/components/charts/use-duration";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { useDollars } from "../../usage/use-dollars";
import type { Tenant } from "./types";

/** How the business works, as it set it. */
export function TenantProfile({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("operator.profile");
  const format = useFormatter();
  const duration = useDuration();
  const dollars = useDollars();
  const { onboardedAt, messageRetentionDays } = tenant;
  const rows: [string, ReactNode][] = [
    [
      t("live"),
      onboardedAt === null
        ? t("notYet")
        : format.dateTime(new Date(onboardedAt), { dateStyle: "medium" }),
    ],
    [t("ai"), tenant.aiEnabled ? t("on") : t("off")],
    [t("budget"), dollars(tenant.dailyAiBudgetMicros)],
    [t("quiet"), duration(tenant.quietWindowMs)],
    [t("takeover"), duration(tenant.takeoverMs)],
    [t("pacing"), t(tenant.pacing)],
    [
      t("retention"),
      messageRetentionDays === null
        ? t("forEver")
        : t("days", { days: messageRetentionDays }),
    ],
    [t("zone"), tenant.timeZone],
    [
      t("id"),
      <code key="id" className="font-mono text-xs break-all">
        {tenant.id}
      </code>,
    ],
  ];
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <dl className="divide-y divide-line text-sm">
        {rows.map(([name, value]) => (
          <div
            key={name}
            className="flex flex-wrap justify-between gap-x-4 px-4 py-2"
          >
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 text-end tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
