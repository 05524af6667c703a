"use client";

import { useMutation, usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedTurnTable } from "@/components/webhooks/failed-turn-table";
import { useRetryText } from "@/components/webhooks/use-retry-text";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { ReasonDialog } from "../reason-dialog";

const PAGE = 25;

/** Customers of every business whom no model answered. */
export function FailedTurns() {
  const t = useTranslations("webhooks.failedTurns");
  const common = useTranslations("common");
  const { results, status, loadMore } = usePaginatedQuery(
    api.webhooks.failedTurns.listAll,
    {},
    { initialNumItems: PAGE },
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      {status === "LoadingFirstPage" ? (
        <CardBody>
          <Skeleton className="h-8" />
        </CardBody>
      ) : results.length === 0 ? (
        <EmptyState title={t("empty")} body={t("emptyBody")} className="py-8" />
      ) : (
        <FailedTurnTable
          rows={results}
          business={(row) => row.tenantName}
          actions={(row) => <RetryButton failedTurnId={row.id} />}
        />
      )}
      {status === "CanLoadMore" && (
        <div className="border-t border-line p-3 text-center">
          <Button variant="secondary" size="sm" onClick={() => loadMore(PAGE)}>
            {common("loadMore")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function RetryButton({ failedTurnId }: { failedTurnId: Id<"failedTurns"> }) {
  const t = useTranslations("webhooks.failedTurns");
  const retryText = useRetryText();
  const retry = useMutation(api.webhooks.failedTurns.retryFor);
  return (
    <ReasonDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("retry")}
        </Button>
      }
      tone="primary"
      title={t("retryTitle")}
      description={t("retryText")}
      confirmLabel={t("retry")}
      onConfirm={async (reason) => {
        const { isRetried, outcome } = await retry({ failedTurnId, reason });
        if (isRetried) toast.success(t("started"));
        else toast.error(retryText(outcome));
      }}
    />
  );
}
