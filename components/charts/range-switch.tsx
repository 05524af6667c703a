"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";
import { type RangeDays, RANGES } from "./range";

interface RangeSwitchProps {
  value: RangeDays;
  onChange: (days: RangeDays) => void;
}

/** How far back the charts look. */
export function RangeSwitch({ value, onChange }: RangeSwitchProps) {
  const t = useTranslations("common.charts");
  return (
    <div
      role="group"
      aria-label={t("range")}
      className="inline-flex rounded-control border border-line bg-surface p-0.5"
    >
      {RANGES.map((days) => (
        <button
          key={days}
          type="button"
          aria-pressed={days === value}
          onClick={() => onChange(days)}
          className={cn(
            "h-7 rounded-[0.3125rem] px-2.5 text-[0.8125rem] whitespace-nowrap text-muted transition-colors hover:text-ink",
            days === value && "bg-sunken font-medium text-ink",
          )}
        >
          {t("days", { days })}
        </button>
      ))}
    </div>
  );
}
