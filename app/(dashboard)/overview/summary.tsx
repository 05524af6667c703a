"use client";

import { useFormatter, useTranslations } from "next-intl";
import { PERCENT } from "@/components/charts/percent";
import { useDuration } from "@/components/charts/use-duration";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { Series } from "./types";

interface SummaryProps {
  series: Series;
  days: number;
}

/** The sums of the range, each against the range before. */
export function Summary({ series: { current, previous }, days }: SummaryProps) {
  const t = useTranslations("overview.charts");
  const format = useFormatter();
  const duration = useDuration();
  const change = useChange(days);
  // A young business has nothing to compare with.
  const isFirst = previous.conversations === 0;
  const counts = [
    ["conversations", current.conversations, previous.conversations],
    ["received", current.inbound, previous.inbound],
    ["handoffs", current.handoffs, previous.handoffs],
    ["credits", current.spent, previous.spent],
    ["failed", current.failed, previous.failed],
    ["optedOut", current.optedOut, previous.optedOut],
  ] as const;
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 p-4 sm:grid-cols-4">
        {counts.map(([key, now, before]) => (
          <Stat
            key={key}
            label={t(key)}
            value={format.number(now)}
            hint={isFirst ? undefined : change(now, before)}
          />
        ))}
        <Stat
          label={t("share")}
          value={percentOr(current.aiShare, format)}
          hint={
            previous.aiShare === null
              ? undefined
              : t("before", { value: percentOr(previous.aiShare, format) })
          }
        />
        <Stat
          label={t("response")}
          value={
            current.aiMedianMs === null ? "–" : duration(current.aiMedianMs)
          }
          hint={
            current.humanMedianMs === null
              ? undefined
              : `${t("human")}: ${duration(current.humanMedianMs)}`
          }
        />
      </dl>
    </Card>
  );
}

function percentOr(
  share: number | null,
  format: ReturnType<typeof useFormatter>,
): string {
  return share === null ? "–" : format.number(share, PERCENT);
}

function useChange(days: number): (now: number, before: number) => string {
  const t = useTranslations("overview.charts");
  const format = useFormatter();
  return (now, before) => {
    if (before === 0) return t("fromNothing", { days });
    if (now === before) return t("same", { days });
    const change = format.number((now - before) / before, {
      style: "percent",
      signDisplay: "always",
      maximumFractionDigits: 0,
    });
    return t("versus", { change, days });
  };
}
