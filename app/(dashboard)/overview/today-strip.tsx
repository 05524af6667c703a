"use client";

import { useFormatter, useTranslations } from "next-intl";
import { PERCENT } from "@/components/charts/percent";
import { useDuration } from "@/components/charts/use-duration";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { Burn, Series } from "./types";

interface TodayStripProps {
  today: Series["days"][number] | undefined;
  burn: Burn;
  /** At most 100, which stands for more. */
  waiting: number;
}

const MANY = 100;

/** Today in six figures. */
export function TodayStrip({ today, burn, waiting }: TodayStripProps) {
  const t = useTranslations("overview.today");
  const format = useFormatter();
  const duration = useDuration();
  const answers =
    (today?.aiAnswers ?? 0) +
    (today?.humanAnswers ?? 0) +
    (today?.phoneAnswers ?? 0);
  const share = today?.aiShare ?? null;
  const ai = today?.aiMedianMs ?? null;
  const human = today?.humanMedianMs ?? null;
  return (
    <Card aria-label={t("label")}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 p-4 sm:grid-cols-3 xl:grid-cols-6">
        <Stat
          label={t("conversations")}
          value={format.number(today?.conversations ?? 0)}
          hint={t("conversationsHint", { count: today?.newConversations ?? 0 })}
        />
        <Stat
          label={t("inbound")}
          value={format.number(today?.inbound ?? 0)}
          hint={t("inboundHint", { count: today?.failed ?? 0 })}
        />
        <Stat
          label={t("aiShare")}
          value={share === null ? t("nothing") : format.number(share, PERCENT)}
          hint={t("aiShareHint", { count: answers })}
        />
        <Stat
          label={t("response")}
          value={ai === null ? t("nothing") : duration(ai)}
          hint={
            human === null
              ? t("responseNone")
              : t("responseHint", { time: duration(human) })
          }
        />
        <Stat
          label={t("waiting")}
          value={waiting >= MANY ? t("many") : format.number(waiting)}
          hint={t("waitingHint", { count: waiting })}
        />
        <Stat
          label={t("credits")}
          value={format.number(burn.available)}
          hint={t("creditsHint", { count: burn.spentToday })}
        />
      </dl>
    </Card>
  );
}
