"use client";

import { useMutation, usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FailedTurnCard } from "@/components/webhooks/failed-turn-card";
import type { FailedTurnRow } from "@/components/webhooks/failed-turn-table";
import { useRetryText } from "@/components/webhooks/use-retry-text";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { routes } from "@/lib/routes";

const PAGE = 20;

/** Customers whom no model answered. */
export function FailedTurnsCard() {
  const { results, status, loadMore } = usePaginatedQuery(
    api.webhooks.failedTurns.list,
    {},
    { initialNumItems: PAGE },
  );
  return (
    <FailedTurnCard
      rows={results}
      status={status}
      onMore={() => loadMore(PAGE)}
      actions={(row) => <RowActions row={row} />}
    />
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
