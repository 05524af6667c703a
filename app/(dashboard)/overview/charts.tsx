"use client";

import { useFormatter, useTranslations } from "next-intl";
import { ChartCard } from "@/components/charts/chart-card";
import type { ChartRow } from "@/components/charts/types";
import { PERCENT } from "@/components/charts/percent";
import { useDuration } from "@/components/charts/use-duration";
import { HandoffReasons } from "./handoff-reasons";
import { Summary } from "./summary";
import type { Series } from "./types";

interface ChartsProps {
  series: Series;
  days: number;
}

type DayFigures = Series["days"][number];

function rowsOf(
  series: Series,
  values: (day: DayFigures) => ChartRow["values"],
): ChartRow[] {
  return series.days.map((figures) => ({
    day: figures.day,
    values: values(figures),
  }));
}

export function Charts({ series, days }: ChartsProps) {
  const t = useTranslations("overview.charts");
  return (
    <>
      <Summary series={series} days={days} />
      <div className="grid gap-5 lg:grid-cols-2">
        <VolumeChart series={series} />
        <AnswersChart series={series} />
        <ResponseChart series={series} />
        <ShareChart series={series} />
        <BurnChart series={series} />
        <HandoffReasons reasons={series.current.handoffReasons} />
      </div>
      <p className="text-xs text-muted">
        {t("zone", { zone: series.timeZone })}
      </p>
    </>
  );
}

function VolumeChart({ series }: { series: Series }) {
  const t = useTranslations("overview.charts");
  const format = useFormatter();
  return (
    <ChartCard
      title={t("conversations")}
      kind="bars"
      series={[
        { key: "returning", name: t("returning"), color: 1 },
        { key: "fresh", name: t("new"), color: 2 },
      ]}
      rows={rowsOf(series, (day) => ({
        returning: day.conversations - day.newConversations,
        fresh: day.newConversations,
      }))}
      formatValue={(value) => format.number(value)}
    />
  );
}

function AnswersChart({ series }: { series: Series }) {
  const t = useTranslations("overview.charts");
  const format = useFormatter();
  return (
    <ChartCard
      title={t("answers")}
      kind="bars"
      series={[
        { key: "ai", name: t("ai"), color: 1 },
        { key: "human", name: t("human"), color: 2 },
        { key: "phone", name: t("phone"), color: 3 },
      ]}
      rows={rowsOf(series, (day) => ({
        ai: day.aiAnswers,
        human: day.humanAnswers,
        phone: day.phoneAnswers,
      }))}
      formatValue={(value) => format.number(value)}
    />
  );
}

/** One second to a day: people and the AI answer at very different speeds. */
const RESPONSE_MARKS_MS = [
  1_000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000,
];

function ResponseChart({ series }: { series: Series }) {
  const t = useTranslations("overview.charts");
  const duration = useDuration();
  return (
    <ChartCard
      title={t("response")}
      kind="lines"
      series={[
        { key: "ai", name: t("ai"), color: 1 },
        { key: "human", name: t("human"), color: 2 },
      ]}
      rows={rowsOf(series, (day) => ({
        ai: day.aiMedianMs,
        human: day.humanMedianMs,
      }))}
      formatValue={duration}
      logMarks={RESPONSE_MARKS_MS}
    />
  );
}

function ShareChart({ series }: { series: Series }) {
  const t = useTranslations("overview.charts");
  const format = useFormatter();
  return (
    <ChartCard
      title={t("share")}
      kind="lines"
      max={1}
      series={[{ key: "share", name: t("ai"), color: 1 }]}
      rows={rowsOf(series, (day) => ({ share: day.aiShare }))}
      formatValue={(value) => format.number(value, PERCENT)}
    />
  );
}

function BurnChart({ series }: { series: Series }) {
  const t = useTranslations("overview.charts");
  const format = useFormatter();
  return (
    <ChartCard
      title={t("credits")}
      kind="bars"
      series={[{ key: "spent", name: t("spent"), color: 3 }]}
      rows={rowsOf(series, (day) => ({ spent: day.spent }))}
      formatValue={(value) => format.number(value)}
    />
  );
}
