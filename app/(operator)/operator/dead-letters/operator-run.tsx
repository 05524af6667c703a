"use client";

import { useMutation, useQuery } from "convex/react";
import type { FunctionArgs, FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { RunBar } from "@/components/webhooks/run-bar";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "../reason-dialog";

type Scope = Omit<FunctionArgs<typeof api.webhooks.runs.start>, "reason">;
type Run = NonNullable<FunctionReturnType<typeof api.webhooks.runs.progress>>;

/** The newest bulk attempt over a business, or over all; undefined while it is loading. */
export function useRun({ kind, tenantId }: Scope): Run | null | undefined {
  return useQuery(api.webhooks.runs.progress, { kind, tenantId });
}

interface OperatorRunProps {
  scope: Scope;
  run: Run | null;
  /** There is nothing to try. */
  isOff?: boolean;
}

/** Tries all of a kind again, shows how far that is, and stops it. */
export function OperatorRun({ scope, run, isOff = false }: OperatorRunProps) {
  const t = useTranslations("webhooks.runs");
  const { kind, detail } = scope;
  const start = useMutation(api.webhooks.runs.start);
  const stop = useMutation(api.webhooks.runs.stop);
  return (
    <RunBar
      kind={kind}
      run={run}
      onStop={run === null ? null : () => stop({ runId: run.id })}
      start={
        <ReasonDialog
          trigger={
            <Button variant="secondary" disabled={isOff}>
              {t(`${kind}.start`)}
            </Button>
          }
          tone="primary"
          title={t(`${kind}.title`)}
          description={
            detail === null
              ? t(`${kind}.text`)
              : `${t(`${kind}.text`)} ${t(`${kind}.onlyDetail`, { detail })}`
          }
          confirmLabel={t(`${kind}.start`)}
          onConfirm={(reason) => start({ ...scope, reason })}
        />
      }
    />
  );
}
