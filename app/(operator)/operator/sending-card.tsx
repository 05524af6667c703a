"use client";

import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "./reason-dialog";

interface SendingCardProps {
  stop: FunctionReturnType<typeof api.operators.sending.state>;
}

/** The kill switch of the whole service. */
export function SendingCard({ stop }: SendingCardProps) {
  const t = useTranslations("operator.sending");
  return (
    <Card aria-label={t("title")}>
      <CardBody className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <StatusBadge tone={stop === null ? "good" : "bad"}>
            {stop === null ? t("allowed") : t("stopped")}
          </StatusBadge>
          <p className="mt-0.5 text-[0.8125rem] text-muted">
            {stop === null ? (
              t("allowedHint")
            ) : (
              <>
                {t("stoppedBy", {
                  by: stop.by ?? t("formerOperator"),
                  reason: stop.reason,
                })}{" "}
                · <RelativeTime at={stop.stoppedAt} />
                <span className="block">{t("stoppedHint")}</span>
              </>
            )}
          </p>
        </div>
        {stop === null ? <StopButton /> : <AllowButton />}
      </CardBody>
    </Card>
  );
}

function StopButton() {
  const t = useTranslations("operator.sending");
  const stop = useMutation(api.operators.sending.stop);
  return (
    <ReasonDialog
      trigger={<Button variant="danger">{t("stop")}</Button>}
      title={t("stopTitle")}
      description={t("stopText")}
      confirmLabel={t("stop")}
      typed={t("typed")}
      onConfirm={async (reason) => {
        await stop({ reason });
        toast.success(t("stoppedDone"));
      }}
    />
  );
}

function AllowButton() {
  const t = useTranslations("operator.sending");
  const allow = useMutation(api.operators.sending.allow);
  return (
    <ReasonDialog
      trigger={<Button>{t("allow")}</Button>}
      title={t("allowTitle")}
      description={t("allowText")}
      confirmLabel={t("allow")}
      tone="primary"
      onConfirm={async (reason) => {
        await allow({ reason });
        toast.success(t("allowedDone"));
      }}
    />
  );
}
