"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { api } from "@/convex/_generated/api";
import type { LinkedNumber } from "./types";

/** What went over the number in the last week; nothing until it is known. */
export function NumberHealth({ number }: { number: LinkedNumber }) {
  const t = useTranslations("instances");
  const totals = useQuery(api.analytics.numbers.totals, { days: 7 });
  const mine = totals?.find(({ instanceId }) => instanceId === number.id);
  return (
    <p className="min-h-10 text-[0.8125rem] text-pretty text-muted tabular-nums sm:min-h-5">
      {mine !== undefined &&
        t("week", {
          received: mine.inbound,
          answered: mine.aiAnswers + mine.humanAnswers,
          failed: mine.failed,
        })}
    </p>
  );
}
