"use client";

import { useMutation, usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import {
  FailedTurnTable,
  type FailedTurnRow,
} from "@/components/webhooks/failed-turn-table";
import { useRetryText } from "@/components/webhooks/use-retry-text";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { routes } from "@/lib/routes";

const PAGE = 20;

/** Customers whom no model answered. */
export function FailedTurnsCard() {
  const t = useTranslations("webhooks.failedTurns");
  const common = useTranslations("common");
  const { results, status, loadMore } = usePaginatedQuery(
    api.webhooks.failedTurns.list,
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
          actions={(row) => <RowActions row={row} />}
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

interface RowActionsProps {
  row: FailedTurnRow & {
    id: Id<"failedTurns">;
    conversationId: Id<"conversations">;
  };
}

function RowActions({ row }: RowActionsProps) {
  const t = useTranslations("webhooks.failedTurns");
  const retryText = useRetryText();
  const retry = useMutation(api.webhooks.failedTurns.retry);
  return (
    <span className="inline-flex items-center gap-1">
      <Button asChild variant="ghost" size="sm">
        <Link href={routes.conversation(row.conversationId)}>{t("open")}</Link>
      </Button>
      <ConfirmDialog
        trigger={
          <Button variant="secondary" size="sm">
            {t("retry")}
          </Button>
        }
        tone="primary"
        title={t("retryTitle")}
        description={t("retryText")}
        confirmLabel={t("retry")}
        onConfirm={async () => {
          const { isRetried, outcome } = await retry({ failedTurnId: row.id });
          if (isRetried) toast.success(t("started"));
          else toast.error(retryText(outcome));
        }}
      />
    </span>
  );
}
