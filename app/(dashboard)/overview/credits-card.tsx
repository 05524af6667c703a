"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import { daysLeft } from "@/lib/credits/days-left";
import { routes } from "@/lib/routes";
import type { Burn } from "./types";

/** What is left, how fast it goes and how long it lasts. */
export function CreditsCard({ burn }: { burn: Burn }) {
  const t = useTranslations("overview.credits");
  const format = useFormatter();
  const days = daysLeft(burn.available, burn.averagePerDay);
  const average = format.number(burn.averagePerDay, {
    maximumFractionDigits: 1,
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <Button asChild variant="ghost" size="sm">
          <Link href={routes.credits}>{t("statement")}</Link>
        </Button>
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        <p className="flex flex-wrap items-baseline justify-between gap-2">
          <span className="text-base font-semibold tabular-nums">
            {t("available", { count: burn.available })}
          </span>
          <span className="text-[0.8125rem] text-muted">
            {days === null ? t("daysUnknown") : t("days", { days })}
          </span>
        </p>
        <Progress
          label={t("bar")}
          value={burn.spentToday}
          max={burn.available + burn.spentToday}
          tone={burn.available === 0 ? "bad" : "accent"}
        />
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] text-muted">
          <li>{t("spentToday", { count: burn.spentToday })}</li>
          <li>{t("average", { count: average })}</li>
          <li>{t("reserved", { count: burn.reserved })}</li>
        </ul>
      </CardBody>
    </Card>
  );
}
