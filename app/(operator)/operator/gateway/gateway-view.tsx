"use client";

import { usePaginatedQuery } from "convex/react";
import { Radio } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { FleetTable } from "./fleet-table";

const PAGE = 50;

/** Every number of the service and what the gateway says about it. */
export function GatewayView() {
  const t = useTranslations("webhooks.gateway");
  const common = useTranslations("common");
  const { results, status, loadMore } = usePaginatedQuery(
    api.instances.fleet.list,
    {},
    { initialNumItems: PAGE },
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Card aria-label={t("title")}>
        {status === "LoadingFirstPage" ? (
          <div className="flex flex-col gap-3 p-4">
            <Skeleton className="h-8" />
            <Skeleton className="h-8" />
          </div>
        ) : results.length === 0 ? (
          <EmptyState icon={<Radio />} title={t("empty")} />
        ) : (
          <FleetTable numbers={results} />
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
