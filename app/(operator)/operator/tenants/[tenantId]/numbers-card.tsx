"use client";

import { useTranslations } from "next-intl";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Tenant } from "./types";

const STATES = [
  "WORKING",
  "STARTING",
  "SCAN_QR_CODE",
  "STOPPED",
  "FAILED",
] as const;

const TONES = {
  WORKING: "good",
  STARTING: "warn",
  SCAN_QR_CODE: "warn",
  STOPPED: "bad",
  FAILED: "bad",
  other: "warn",
} as const;

export function NumbersCard({ numbers }: Pick<Tenant, "numbers">) {
  const t = useTranslations("operator.tenant");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("numbers")}</CardTitle>
      </CardHeader>
      {numbers.length === 0 && <EmptyState title={t("noNumbers")} />}
      <ul className="divide-y divide-line">
        {numbers.map((number) => {
          const state =
            STATES.find((known) => known === number.status) ?? "other";
          return (
            <li
              key={number.id}
              className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2 text-sm"
            >
              <span className="min-w-0 truncate">{number.label}</span>
              <span className="flex items-center gap-2">
                <StatusBadge tone={TONES[state]}>
                  {t(`states.${state}`)}
                </StatusBadge>
                <RelativeTime
                  at={number.statusAt}
                  length="narrow"
                  className="text-xs text-muted"
                />
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
