"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "../reason-dialog";
import type { FleetNumber } from "./types";

const SPANS = [1, 6, 24, 72, 168];
const DAY = 24;

export function NumberCommands({ number }: { number: FleetNumber }) {
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-1 max-sm:flex-col max-sm:items-end">
      {number.health !== null && <BackfillButton number={number} />}
      <RestartButton number={number} />
    </span>
  );
}

function BackfillButton({ number }: { number: FleetNumber }) {
  const t = useTranslations("webhooks.gateway");
  const backfill = useMutation(api.instances.fleet.backfill);
  const [hours, setHours] = useState(1);
  const { id: instanceId, label } = number;
  return (
    <ReasonDialog
      trigger={
        <Button
          variant="secondary"
          size="sm"
          aria-label={t("backfillOf", { label })}
        >
          {t("backfill")}
        </Button>
      }
      tone="primary"
      title={t("backfillTitle", { label })}
      description={
        <span className="flex flex-col gap-3">
          {t("backfillText")}
          <NativeSelect
            aria-label={t("hours")}
            value={hours}
            onChange={({ target }) => setHours(Number(target.value))}
          >
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {span < DAY
                  ? t("lastHours", { hours: span })
                  : t("lastDays", { days: span / DAY })}
              </option>
            ))}
          </NativeSelect>
        </span>
      }
      confirmLabel={t("backfill")}
      onConfirm={async (reason) => {
        await backfill({ instanceId, hours, reason });
        toast.success(t("backfillDone"));
      }}
    />
  );
}

function RestartButton({ number }: { number: FleetNumber }) {
  const t = useTranslations("webhooks.gateway");
  const restart = useMutation(api.instances.fleet.restart);
  const { id: instanceId, label } = number;
  const isRunning = number.job === "running";
  return (
    <ReasonDialog
      trigger={
        <Button
          variant="ghost"
          size="sm"
          disabled={isRunning}
          aria-label={t("restartOf", { label })}
        >
          {isRunning ? t("restarting") : t("restart")}
        </Button>
      }
      title={t("restartTitle", { label })}
      description={t("restartText")}
      confirmLabel={t("restart")}
      onConfirm={async (reason) => {
        await restart({ instanceId, reason });
        toast.success(t("restartDone"));
      }}
    />
  );
}
