"use client";

import { useMutation, usePaginatedQuery, useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSession } from "@/app/(dashboard)/session";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Link } from "@/components/ui/link";
import { FailedTurnCard } from "@/components/webhooks/failed-turn-card";
import type { FailedTurnRow } from "@/components/webhooks/failed-turn-table";
import { RunBar } from "@/components/webhooks/run-bar";
import { useRetryText } from "@/components/webhooks/use-retry-text";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { routes } from "@/lib/routes";

const PAGE = 20;

/** Customers whom no model answered. */
export function FailedTurnsCard() {
  const [detail, setDetail] = useState<string | null>(null);
  const { results, status, loadMore } = usePaginatedQuery(
    api.webhooks.failedTurns.list,
    { detail },
    { initialNumItems: PAGE },
  );
  const run = useQuery(api.webhooks.runs.progressOwn);
  const hasBar = run !== undefined && (run !== null || results.length > 0);
  return (
    <FailedTurnCard
      rows={results}
      status={status}
      onMore={() => loadMore(PAGE)}
      detail={detail}
      onDetail={setDetail}
      bar={
        hasBar ? (
          <OwnRun detail={detail} run={run} isOff={results.length === 0} />
        ) : null
      }
      actions={(row) => <RowActions row={row} />}
    />
  );
}

interface OwnRunProps {
  detail: string | null;
  run: FunctionReturnType<typeof api.webhooks.runs.progressOwn>;
  /** There is nothing to try. */
  isOff: boolean;
}

function OwnRun({ detail, run, isOff }: OwnRunProps) {
  const t = useTranslations("webhooks.runs.failed_turns");
  const start = useMutation(api.webhooks.runs.startOwn);
  const stop = useMutation(api.webhooks.runs.stopOwn);
  const may = useSession().can("manage_assistant");
  return (
    <RunBar
      kind="failed_turns"
      run={run}
      onStop={run === null || !may ? null : () => stop({ runId: run.id })}
      start={
        <ConfirmDialog
          trigger={
            <Button variant="secondary" disabled={isOff || !may}>
              {t("start")}
            </Button>
          }
          tone="primary"
          title={t("title")}
          description={
            detail === null
              ? t("text")
              : `${t("text")} ${t("onlyDetail", { detail })}`
          }
          confirmLabel={t("start")}
          onConfirm={() => start({ detail })}
        />
      }
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
    <span className="inline-flex flex-wrap items-center justify-end gap-1">
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
