"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useDayOf } from "./use-day-of";

export function DaySeparator({ at }: { at: number }) {
  const t = useTranslations("inbox.thread");
  const format = useFormatter();
  const dayOf = useDayOf();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  const days = daysBetween(dayOf(at), dayOf(now.getTime()));
  const label =
    days === 0
      ? t("today")
      : days === 1
        ? t("yesterday")
        : format.dateTime(date, {
            weekday: "long",
            day: "numeric",
            month: "long",
            ...(days > 300 ? { year: "numeric" } : {}),
          });
  return (
    <div className="flex items-center gap-3 px-4 pt-5 pb-1">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      <h3 className="text-xs font-medium text-muted">{label}</h3>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </div>
  );
}

const DAY_MS = 24 * 60 * 60_000;

function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / DAY_MS;
}

export function UnreadSeparator({ count }: { count: number }) {
  const t = useTranslations("inbox.thread");
  return (
    <div className="flex items-center gap-3 px-4 pt-4 pb-1">
      <span aria-hidden="true" className="h-px flex-1 bg-bad/50" />
      <span className="text-xs font-semibold text-bad">
        {t("unread", { count })}
      </span>
      <span aria-hidden="true" className="h-px flex-1 bg-bad/50" />
    </div>
  );
}
