"use client";

import { useMutation, usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { FailedTurnCard } from "@/components/webhooks/failed-turn-card";
import { useRetryText } from "@/components/webhooks/use-retry-text";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { ReasonDialog } from "../reason-dialog";
import { OperatorRun, useRun } from "./operator-run";

const PAGE = 25;

interface FailedTurnsProps {
  /** Null: of every business. */
  tenantId: Id<"tenants"> | null;
}

/** Customers whom no model answered. */
export function FailedTurns({ tenantId }: FailedTurnsProps) {
  const [detail, setDetail] = useState<string | null>(null);
  const { results, status, loadMore } = usePaginatedQuery(
    api.webhooks.failedTurns.listAll,
    { tenantId, detail },
    { initialNumItems: PAGE },
  );
  const scope = { kind: "failed_turns" as const, tenantId, detail };
  const run = useRun(scope);
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
          <OperatorRun scope={scope} run={run} isOff={results.length === 0} />
        ) : null
      }
      business={(row) => row.tenantName}
      actions={(row) => <RetryButton failedTurnId={row.id} />}
    />
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
