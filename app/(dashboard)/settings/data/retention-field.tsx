"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { api } from "@/convex/_generated/api";
import { useSettings } from "../use-settings";

const FOREVER = "forever";
const CHOICES = [30, 60, 90, 180, 365, 730, 1_095, 1_825];

interface RetentionFieldProps {
  days: number | null;
  disabled: boolean;
}

/** Keeping for longer is saved at once; keeping for less asks first. */
export function RetentionField({ days, disabled }: RetentionFieldProps) {
  const t = useTranslations("settings.data");
  const settings = useTranslations("settings");
  const save = useSettings();
  const update = useMutation(api.tenants.settings.update);
  const [asking, setAsking] = useState<number | null>(null);
  const choices = [...new Set([...CHOICES, ...(days === null ? [] : [days])])];
  const choose = (value: string) => {
    const wanted = value === FOREVER ? null : Number(value);
    if (wanted !== null && (days === null || wanted < days)) setAsking(wanted);
    else save({ messageRetentionDays: wanted });
  };
  return (
    <>
      <Field
        label={t("retention")}
        hint={t("retentionHint")}
        className="max-w-md"
      >
        <NativeSelect
          disabled={disabled}
          value={days ?? FOREVER}
          onChange={(event) => choose(event.target.value)}
        >
          <option value={FOREVER}>{t("forever")}</option>
          {choices
            .sort((a, b) => a - b)
            .map((count) => (
              <option key={count} value={count}>
                {t("days", { count })}
              </option>
            ))}
        </NativeSelect>
      </Field>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => {
          if (!open) setAsking(null);
        }}
        title={t("warnTitle")}
        description={t("warnBody", { days: asking ?? 0 })}
        confirmLabel={t("warnConfirm", { days: asking ?? 0 })}
        onConfirm={async () => {
          await update({ messageRetentionDays: asking });
          toast.success(settings("saved"));
        }}
      />
    </>
  );
}
