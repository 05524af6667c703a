"use client";

import { useQuery } from "convex/react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Skeleton } from "@/components/ui/skeleton";
import { Stat } from "@/components/ui/stat";
import { api } from "@/convex/_generated/api";
import { budgetState } from "@/lib/assistant/budget";

const TONES = { ok: "accent", warn: "warn", stop: "bad" } as const;
const NOTHING = { runs: 0, promptTokens: 0, answerTokens: 0, costMicros: 0 };

/** What the model has cost today against the day's limit, and what happens at it. */
export function UsageCard() {
  const t = useTranslations("assistant.usage");
  const format = useFormatter();
  const usage = useQuery(api.assistant.usage.recent);
  const today = useNow({ updateInterval: 60_000 }).toISOString().slice(0, 10);
  if (usage === undefined) return <Skeleton className="h-40 w-full" />;
  const { limitMicros } = usage;
  const day = usage.days.find((entry) => entry.day === today) ?? NOTHING;
  const money = (micros: number) =>
    format.number(micros / 1_000_000, {
      style: "currency",
      currency: "USD",
      maximumFractionDigits: 4,
    });
  const state = budgetState({ spentMicros: day.costMicros, limitMicros });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <Progress
          label={t("title")}
          value={day.costMicros}
          max={limitMicros}
          tone={TONES[state]}
        />
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Stat
            label={t("spent")}
            value={money(day.costMicros)}
            hint={t("ofLimit", { limit: money(limitMicros) })}
          />
          <Stat label={t("runs")} value={format.number(day.runs)} />
          <Stat
            label={t("promptTokens")}
            value={format.number(day.promptTokens)}
          />
          <Stat
            label={t("answerTokens")}
            value={format.number(day.answerTokens)}
          />
        </dl>
        <p className="text-[0.8125rem] text-muted">{t(`state.${state}`)}</p>
      </CardBody>
    </Card>
  );
}
