"use client";

import type { FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { api } from "@/convex/_generated/api";
import { daysLeft } from "@/lib/credits/days-left";

interface BalanceCardProps {
  burn: FunctionReturnType<typeof api.credits.burn.today>;
  isLow: boolean;
}

/** What may be spent, what is set aside, and how long it lasts; live. */
export function BalanceCard({ burn, isLow }: BalanceCardProps) {
  const t = useTranslations("credits.balance");
  const format = useFormatter();
  const days = daysLeft(burn.available, burn.averagePerDay);
  const average = format.number(burn.averagePerDay, {
    maximumFractionDigits: 1,
  });
  return (
    <Card aria-label={t("label")}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 p-4 sm:grid-cols-3 lg:grid-cols-5">
        <Stat
          label={t("available")}
          value={format.number(burn.available)}
          hint={isLow ? <Badge tone="warn">{t("low")}</Badge> : t("mayBeSpent")}
        />
        <Stat
          label={t("reserved")}
          value={format.number(burn.reserved)}
          hint={t("reservedHint")}
        />
        <Stat
          label={t("booked")}
          value={format.number(burn.available + burn.reserved)}
          hint={t("bookedHint")}
        />
        <Stat
          label={t("today")}
          value={format.number(burn.spentToday)}
          hint={t("average", { count: average })}
        />
        <Stat
          label={t("lasts")}
          value={days === null ? "–" : t("days", { days })}
          hint={t("lastsHint")}
        />
      </dl>
    </Card>
  );
}
