"use client";

import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { useDuration } from "@/components/charts/use-duration";
import { toast } from "@/components/feedback/toast";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "../reason-dialog";

type Alert = FunctionReturnType<typeof api.alerts.feed.list>["page"][number];

const TONES = { critical: "bad", warning: "warn", notice: "neutral" } as const;

/** One alert: what it counted, about whom, and what to do. */
export function AlertItem({ alert }: { alert: Alert }) {
  const t = useTranslations("operator.alerts");
  const format = useFormatter();
  const duration = useDuration();
  const raised = new Date(alert.raisedAt);
  const isOpen = alert.acknowledgedAt === null;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <Badge tone={isOpen ? TONES[alert.severity] : "neutral"}>
            {t(`severities.${alert.severity}`)}
          </Badge>
          {t(`rules.${alert.rule}`)}
        </p>
        <p className="mt-1 text-[0.8125rem] break-all text-muted">
          {alert.subjectName ?? <Subject subject={alert.subject} />}
        </p>
        <p className="mt-0.5 text-[0.8125rem] text-muted tabular-nums">
          <time dateTime={raised.toISOString()}>
            {format.dateTime(raised, {
              dateStyle: "medium",
              timeStyle: "short",
            })}
          </time>
          {alert.threshold > 1 && (
            <span className="ms-3">
              {t("count", {
                count: alert.count,
                threshold: alert.threshold,
                window: duration(alert.windowMs),
              })}
            </span>
          )}
        </p>
        {isOpen ? (
          <p className="mt-2 max-w-prose text-[0.8125rem]">
            {t(`advice.${alert.rule}`)}
          </p>
        ) : (
          <p className="mt-2 max-w-prose text-[0.8125rem] break-words">
            {alert.note}
          </p>
        )}
      </div>
      <State alert={alert} />
    </li>
  );
}

function Subject({ subject }: { subject: string }) {
  const t = useTranslations("operator.alerts");
  return subject === "all" ? t("everywhere") : subject;
}

function State({ alert }: { alert: Alert }) {
  const t = useTranslations("operator.alerts");
  const format = useFormatter();
  const say = (at: number) =>
    format.dateTime(new Date(at), { dateStyle: "short", timeStyle: "short" });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {alert.clearedAt === null ? (
        <Badge tone="warn">{t("goesOn")}</Badge>
      ) : (
        <Badge>{t("overSince", { at: say(alert.clearedAt) })}</Badge>
      )}
      {alert.acknowledgedAt === null ? (
        <Acknowledge alertId={alert.id} />
      ) : (
        <Badge tone="good">
          {t("acknowledged", { at: say(alert.acknowledgedAt) })}
        </Badge>
      )}
    </div>
  );
}

function Acknowledge({ alertId }: { alertId: Alert["id"] }) {
  const t = useTranslations("operator.alerts");
  const acknowledge = useMutation(api.alerts.feed.acknowledge);
  return (
    <ReasonDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("acknowledge")}
        </Button>
      }
      title={t("acknowledgeTitle")}
      description={t("acknowledgeText")}
      confirmLabel={t("acknowledge")}
      tone="primary"
      onConfirm={async (note) => {
        await acknowledge({ alertId, note });
        toast.success(t("done"));
      }}
    />
  );
}
