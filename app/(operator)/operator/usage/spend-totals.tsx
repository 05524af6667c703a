"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { useDollars } from "./use-dollars";
import type { Spend } from "./use-spend";

export function SpendTotals({ spend }: { spend: Spend }) {
  const t = useTranslations("operator.usage");
  const format = useFormatter();
  const dollars = useDollars();
  const { total } = spend;
  const say = (text: string) => (spend.isLoading ? "–" : text);
  return (
    <Card aria-label={t("totals")}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 p-4 sm:grid-cols-4">
        <Stat
          label={t("cost")}
          value={say(dollars(total.costMicros))}
          hint={spend.isComplete ? undefined : t("counting")}
        />
        <Stat
          label={t("runs")}
          value={say(format.number(total.runs))}
          hint={t("failures", { count: total.failures })}
        />
        <Stat
          label={t("promptTokens")}
          value={say(format.number(total.promptTokens))}
        />
        <Stat
          label={t("answerTokens")}
          value={say(format.number(total.answerTokens))}
        />
      </dl>
    </Card>
  );
}
