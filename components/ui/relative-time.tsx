"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";

const JUST_NOW_MS = 45_000;
const STEP_MS = 15_000;

function everyStep(tick: () => void): () => void {
  const timer = setInterval(tick, STEP_MS);
  return () => clearInterval(timer);
}

function thisStep(): number {
  return Math.floor(Date.now() / STEP_MS) * STEP_MS;
}

/** The time, by steps. `useNow` would begin with the time the page was made. */
function useSteppedNow(): number {
  const atRequest = useNow().getTime();
  return useSyncExternalStore(everyStep, thisStep, () => atRequest);
}

interface RelativeTimeProps {
  /** Epoch milliseconds. */
  at: number;
  /** "narrow" for lists: "5 min. ago" becomes "5m ago". */
  length?: "long" | "short" | "narrow";
  className?: string;
}

/** How long ago; the exact moment is in its title. */
export function RelativeTime({
  at,
  length = "long",
  className,
}: RelativeTimeProps) {
  const t = useTranslations("common");
  const format = useFormatter();
  const now = useSteppedNow();
  const date = new Date(at);
  return (
    <time
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: "medium", timeStyle: "short" })}
      className={className}
    >
      {Math.abs(now - at) < JUST_NOW_MS
        ? t("justNow")
        : format.relativeTime(date, { now, style: length })}
    </time>
  );
}
