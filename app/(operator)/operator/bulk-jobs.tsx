"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { api } from "@/convex/_generated/api";
import { BulkItems } from "./bulk-items";
import type { BulkJob } from "./bulk-types";

const TONES = { running: "accent", stopped: "warn", done: "good" } as const;

/** The newest work over several businesses, live. */
export function BulkJobs({ jobs }: { jobs: BulkJob[] }) {
  const t = useTranslations("operator.bulk");
  if (jobs.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <ul className="max-h-80 divide-y divide-line overflow-y-auto">
        {jobs.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
      </ul>
    </Card>
  );
}

function JobLine({ job }: { job: BulkJob }) {
  const t = useTranslations("operator.bulk");
  const settled = job.changed + job.unchanged + job.failed;
  return (
    <li className="flex flex-col gap-2 px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{t(`kinds.${job.action.kind}`)}</span>
        <Badge tone={TONES[job.status]}>{t(`states.${job.status}`)}</Badge>
        <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere] text-muted">
          {job.reason} · {job.by ?? t("formerOperator")} ·{" "}
          <RelativeTime at={job.startedAt} />
        </span>
        <BulkItems job={job} />
        {job.status === "running" && <StopButton job={job} />}
      </div>
      <Progress
        label={t(`kinds.${job.action.kind}`)}
        value={settled}
        max={Math.max(1, job.total)}
        tone={job.failed > 0 ? "bad" : "accent"}
      />
      <p className="text-xs text-muted tabular-nums" aria-live="polite">
        {job.isGathering && `${t("gathering")} `}
        {t("counts", {
          settled,
          total: job.total,
          changed: job.changed,
          unchanged: job.unchanged,
          failed: job.failed,
        })}
      </p>
    </li>
  );
}

function StopButton({ job }: { job: BulkJob }) {
  const t = useTranslations("operator.bulk");
  const errorText = useErrorText();
  const stop = useMutation(api.operators.bulk.stop);
  const press = async () => {
    try {
      await stop({ jobId: job.id });
    } catch (error) {
      toast.error(errorText(error));
    }
  };
  return (
    <Button variant="secondary" size="sm" onClick={() => void press()}>
      {t("stop")}
    </Button>
  );
}
