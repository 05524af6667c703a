"use client";

import { usePaginatedQuery } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { CheckVerdict } from "@/components/credits/check-verdict";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { operatorRoutes } from "@/lib/operator-routes";
import type { Run } from "./types";

const PAGE = 25;
const STATES = ["wrong", "lost", "in_order", "running", "stopped"] as const;

/** What one run found, business by business; live while it goes on. */
export function RunResults({ run }: { run: Run }) {
  const t = useTranslations("operator.books");
  const format = useFormatter();
  const common = useTranslations("common");
  const [status, setStatus] = useState<(typeof STATES)[number] | null>(
    run.wrong > 0 ? "wrong" : null,
  );
  const list = usePaginatedQuery(
    api.credits.reconciliation.results,
    { runId: run.id, status },
    { initialNumItems: PAGE },
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          {t("results", {
            at: format.dateTime(new Date(run.startedAt), {
              dateStyle: "medium",
              timeStyle: "short",
            }),
          })}
        </CardTitle>
        <span className="w-44 max-sm:w-full">
          <NativeSelect
            aria-label={t("outcome")}
            value={status ?? ""}
            onChange={({ target }) =>
              setStatus(STATES.find((state) => state === target.value) ?? null)
            }
          >
            <option value="">{t("anyOutcome")}</option>
            {STATES.map((state) => (
              <option key={state} value={state}>
                {t(`outcomes.${state}`)}
              </option>
            ))}
          </NativeSelect>
        </span>
      </CardHeader>
      {list.status === "LoadingFirstPage" && <Skeleton className="m-4 h-24" />}
      {list.status === "Exhausted" && list.results.length === 0 && (
        <EmptyState title={t("noResults")} />
      )}
      <ul className="divide-y divide-line">
        {list.results.map(({ tenant, check }) => (
          <li
            key={check.id}
            className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]"
          >
            <Link
              href={operatorRoutes.tenant(tenant.id)}
              className="text-sm font-medium break-words underline-offset-2 hover:underline"
            >
              {tenant.name}
            </Link>
            <CheckVerdict verdict={check} />
          </li>
        ))}
      </ul>
      {list.status === "CanLoadMore" && (
        <div className="border-t border-line p-3 text-center">
          <Button
            variant="secondary"
            size="sm"
            onClick={() => list.loadMore(PAGE)}
          >
            {common("loadMore")}
          </Button>
        </div>
      )}
    </Card>
  );
}
