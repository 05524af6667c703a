"use client";

import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "../reason-dialog";

type Run = NonNullable<
  FunctionReturnType<typeof api.webhooks.letters.progress>
>;

/** Tries all of them again, shows how far that is, and stops it. */
export function RedriveBar({ run }: { run: Run | null }) {
  const t = useTranslations("webhooks.letters");
  if (run?.status === "running") return <Running run={run} />;
  return (
    <Card>
      <CardBody className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-muted">
          {run === null
            ? t("redriveAllText")
            : t(run.status === "done" ? "ended" : "stopped", run)}
        </p>
        <StartButton />
      </CardBody>
    </Card>
  );
}

function StartButton() {
  const t = useTranslations("webhooks.letters");
  const redriveAll = useMutation(api.webhooks.letters.redriveAll);
  return (
    <ReasonDialog
      trigger={<Button variant="secondary">{t("redriveAll")}</Button>}
      tone="primary"
      title={t("redriveAllTitle")}
      description={t("redriveAllText")}
      confirmLabel={t("redriveAll")}
      onConfirm={(reason) => redriveAll({ reason })}
    />
  );
}

function Running({ run }: { run: Run }) {
  const t = useTranslations("webhooks.letters");
  const errorText = useErrorText();
  const stop = useMutation(api.webhooks.letters.stop);
  const end = () => {
    stop({ runId: run.id })
      .then(() => toast.success(t("stopDone")))
      .catch((error: unknown) => toast.error(errorText(error)));
  };
  return (
    <Card>
      <CardBody className="flex flex-wrap items-center gap-4">
        <div className="flex min-w-48 flex-1 flex-col gap-2">
          <p role="status" className="text-sm tabular-nums">
            {t("running", run)}
          </p>
          <Progress label={t("progress")} value={run.tried} max={run.total} />
        </div>
        <Button variant="secondary" onClick={end}>
          {t("stop")}
        </Button>
      </CardBody>
    </Card>
  );
}
