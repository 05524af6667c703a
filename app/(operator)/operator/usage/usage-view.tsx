"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { RangeSwitch } from "@/components/charts/range-switch";
import type { RangeDays } from "@/components/charts/range";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { operatorRoutes } from "@/lib/operator-routes";
import { SpendChart } from "./spend-chart";
import { SpendTable } from "./spend-table";
import { SpendTotals } from "./spend-totals";
import { useSpend } from "./use-spend";

interface UsageViewProps {
  days: RangeDays;
  from: string;
  to: string;
}

/** What the models cost, by business and by day. */
export function UsageView({ days, from, to }: UsageViewProps) {
  const t = useTranslations("operator.usage");
  const router = useRouter();
  const spend = useSpend(from, to);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <RangeSwitch
              value={days}
              onChange={(next) =>
                router.replace(`${operatorRoutes.usage}?days=${String(next)}`)
              }
            />
            <Button variant="secondary" asChild>
              <a href={`/api/operator/usage?from=${from}&to=${to}`} download>
                <Download aria-hidden="true" />
                {t("export")}
              </a>
            </Button>
          </>
        }
      />
      <SpendTotals spend={spend} />
      <SpendChart spend={spend} from={from} days={days} />
      <SpendTable spend={spend} />
    </>
  );
}
