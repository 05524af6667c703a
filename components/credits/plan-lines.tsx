"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Progress } from "@/components/ui/progress";
import { PLANS } from "@/lib/credits/plans";
import type { PlanState } from "./types";

/** The plan of this period and the next, and what is left of this period's credits. */
export function PlanLines({ plan }: { plan: PlanState }) {
  const t = useTranslations("credits.plan");
  const { current, next, granted, left, endsAt } = plan;
  const format = useFormatter();
  if (current === null || endsAt === null) {
    return <p className="text-sm text-muted">{t("none")}</p>;
  }
  const { creditsPerPeriod, leftover } = PLANS[current];
  const end = format.dateTime(new Date(endsAt), {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p>
        <span className="font-medium">{t(`names.${current}`)}</span>
        {" · "}
        {t("perMonth", { count: creditsPerPeriod })}
      </p>
      <Progress label={t("leftLabel")} value={left} max={granted} />
      <p className="text-[0.8125rem] text-muted">
        {t("left", { left, granted })}{" "}
        {leftover.kind === "expires" || next === null
          ? t("expires", { end })
          : t("rollsOver", { end, cap: leftover.cap })}
      </p>
      {next !== current && (
        <p className="text-[0.8125rem]">
          {next === null
            ? t("ends", { end })
            : t("changes", { end, plan: t(`names.${next}`) })}
        </p>
      )}
    </div>
  );
}
