"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { Download } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import type { api } from "@/convex/_generated/api";
import { FIGURES } from "@/lib/audit/security-report";
import { ActionCounts } from "./action-counts";
import { MonthSelect } from "./month-select";
import { ResponseCard } from "./response-card";

interface MetricsViewProps {
  month: string;
  thisMonth: string;
  report: Preloaded<typeof api.alerts.report.month>;
}

/** One month's security in numbers. */
export function MetricsView({ month, thisMonth, ...props }: MetricsViewProps) {
  const t = useTranslations("operator.metrics");
  const report = usePreloadedQuery(props.report);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <MonthSelect month={month} thisMonth={thisMonth} />
            <Button asChild variant="secondary">
              <a
                href={`/api/audit/export/report?month=${month}`}
                title={t("csvHint")}
                download
              >
                <Download aria-hidden="true" />
                {t("csv")}
              </a>
            </Button>
          </>
        }
      />
      <p className="text-[0.8125rem] text-muted">
        {t("utc")} {report.isBehind && t("behind")}
      </p>
      <ResponseCard alerts={report.alerts} />
      <Card>
        <CardHeader>
          <CardTitle>{t("events")}</CardTitle>
        </CardHeader>
        <CardBody>
          <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4">
            {FIGURES.map((figure) => (
              <Figure
                key={figure}
                label={t(`figures.${figure}`)}
                value={report.figures[figure]}
              />
            ))}
            <Figure
              label={t("refusedDeliveries")}
              value={report.refusedDeliveries}
            />
          </dl>
          <p className="mt-4 text-xs text-muted">{t("refusalsHint")}</p>
        </CardBody>
      </Card>
      <ActionCounts actions={report.actions} />
    </>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return <Stat label={label} value={useFormatter().number(value)} />;
}
