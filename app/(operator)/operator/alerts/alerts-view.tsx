"use client";

import { usePaginatedQuery } from "convex/react";
import { BellOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { NativeSelect } from "@/components/ui/native-select";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { AlertItem } from "./alert-item";

const PAGE = 30;

/** What needs an operator's eye. */
export function AlertsView() {
  const t = useTranslations("operator.alerts");
  const common = useTranslations("common");
  const [isOpenOnly, setIsOpenOnly] = useState(true);
  const { results, status, loadMore } = usePaginatedQuery(
    api.alerts.feed.list,
    { isOpenOnly },
    { initialNumItems: PAGE },
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Card>
        <CardHeader>
          <CardTitle>{t(isOpenOnly ? "waiting" : "all")}</CardTitle>
          <span className="w-36">
            <NativeSelect
              aria-label={t("show")}
              value={isOpenOnly ? "waiting" : "all"}
              onChange={({ target }) =>
                setIsOpenOnly(target.value === "waiting")
              }
            >
              <option value="waiting">{t("waiting")}</option>
              <option value="all">{t("all")}</option>
            </NativeSelect>
          </span>
        </CardHeader>
        {status === "LoadingFirstPage" && <AlertSkeleton />}
        {results.length > 0 && (
          <ul className="divide-y divide-line">
            {results.map((alert) => (
              <AlertItem key={alert.id} alert={alert} />
            ))}
          </ul>
        )}
        {status === "Exhausted" && results.length === 0 && (
          <EmptyState
            icon={<BellOff />}
            title={t(isOpenOnly ? "none" : "noneEver")}
            body={t("noneBody")}
          />
        )}
        {status === "CanLoadMore" && (
          <div className="border-t border-line p-3 text-center">
            <Button
              variant="secondary"
              size="sm"
              onClick={() => loadMore(PAGE)}
            >
              {common("loadMore")}
            </Button>
          </div>
        )}
      </Card>
    </>
  );
}

function AlertSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
    </div>
  );
}
