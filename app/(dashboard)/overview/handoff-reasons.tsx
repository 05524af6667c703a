"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Progress } from "@/components/ui/progress";
import type { Series } from "./types";

type Reasons = Series["current"]["handoffReasons"];

/** Why the AI called people, most frequent first. */
export function HandoffReasons({ reasons }: { reasons: Reasons }) {
  const t = useTranslations("overview.charts");
  const nameOf = useReasonName();
  const format = useFormatter();
  const most = reasons[0]?.count ?? 0;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("handoffsTitle")}</CardTitle>
      </CardHeader>
      {reasons.length === 0 ? (
        <EmptyState title={t("handoffsEmpty")} />
      ) : (
        <CardBody>
          <ul className="flex flex-col gap-3">
            {reasons.map(({ reason, count }) => (
              <li key={reason} className="text-sm">
                <p className="mb-1 flex justify-between gap-3">
                  <span className="truncate">{nameOf(reason)}</span>
                  <span className="font-medium tabular-nums">
                    {format.number(count)}
                  </span>
                </p>
                <Progress label={nameOf(reason)} value={count} max={most} />
              </li>
            ))}
          </ul>
        </CardBody>
      )}
    </Card>
  );
}

const KNOWN = [
  "customer_asked",
  "model_asked",
  "answer_refused",
  "model_failed",
  "no_credits",
  "budget_reached",
  "answer_limit",
  "unsupported_content",
  "send_failed",
] as const;

function useReasonName(): (reason: string) => string {
  const t = useTranslations("overview.reasons");
  return (reason) => t(KNOWN.find((known) => known === reason) ?? "other");
}
