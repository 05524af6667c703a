"use client";

import { useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";

type RunKind = "dead_letters" | "failed_turns";

interface Run {
  status: "running" | "done" | "stopped";
  tried: number;
  applied: number;
  total: number;
}

interface RunBarProps {
  kind: RunKind;
  /** The newest bulk attempt; null before the first. */
  run: Run | null;
  /** Begins one; shown while none runs. */
  start: ReactNode;
  /** Null where the role may not stop it. */
  onStop: (() => Promise<unknown>) | null;
}

/** How far a bulk attempt is, and the buttons that begin and stop one. */
export function RunBar({ kind, run, start, onStop }: RunBarProps) {
  const t = useTranslations("webhooks.runs");
  if (run?.status === "running") {
    return <Running kind={kind} run={run} onStop={onStop} />;
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <p role="status" className="text-sm text-muted">
        {run === null
          ? t(`${kind}.text`)
          : t(`${kind}.${run.status === "done" ? "done" : "stopped"}`, {
              tried: run.tried,
              applied: run.applied,
            })}
      </p>
      {start}
    </div>
  );
}

type RunningProps = Omit<RunBarProps, "run" | "start"> & { run: Run };

function Running({ kind, run, onStop }: RunningProps) {
  const t = useTranslations("webhooks.runs");
  const errorText = useErrorText();
  const { tried, applied } = run;
  const total = Math.max(run.total, tried);
  const stop = () =>
    onStop?.()
      .then(() => toast.success(t("stopDone")))
      .catch((error: unknown) => toast.error(errorText(error)));
  return (
    <div className="flex flex-wrap items-center gap-4 px-4 py-3">
      <div className="flex min-w-48 flex-1 flex-col gap-2">
        <p role="status" className="text-sm tabular-nums">
          {t(`${kind}.running`, { tried, applied, total })}
        </p>
        <Progress label={t(`${kind}.progress`)} value={tried} max={total} />
      </div>
      {onStop !== null && (
        <Button variant="secondary" onClick={() => void stop()}>
          {t("stop")}
        </Button>
      )}
    </div>
  );
}
