"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { Switch } from "@/components/ui/switch";
import { api } from "@/convex/_generated/api";
import type { Business, LinkedNumber } from "./types";

const INHERIT = "inherit";
const WINDOWS_S = [0, 1, 2, 3, 5, 10, 20, 30, 60];

interface NumberSettingsProps {
  number: LinkedNumber;
  business: Business;
  canManage: boolean;
}

type Change = Partial<
  Pick<LinkedNumber, "aiEnabled" | "pacing" | "quietWindowMs">
>;

export function NumberSettings(props: NumberSettingsProps) {
  const { number, business, canManage } = props;
  const t = useTranslations("instances.settings");
  const describe = useErrorText();
  const update = useMutation(api.instances.numbers.update);
  const change = (settings: Change) => {
    update({ instanceId: number.id, ...settings }).catch((error: unknown) =>
      toast.error(describe(error)),
    );
  };
  const aiHint = business.aiEnabled ? t("aiHint") : t("aiOffEverywhere");
  return (
    <fieldset disabled={!canManage} className="grid gap-4 sm:grid-cols-3">
      <legend className="sr-only">{t("title")}</legend>
      <Field label={t("ai")} hint={aiHint}>
        <Switch
          checked={number.aiEnabled}
          onCheckedChange={(aiEnabled) => change({ aiEnabled })}
        />
      </Field>
      <PacingField number={number} business={business} onChange={change} />
      <QuietField number={number} business={business} onChange={change} />
    </fieldset>
  );
}

interface SettingFieldProps {
  number: LinkedNumber;
  business: Business;
  onChange: (settings: Change) => void;
}

function PacingField({ number, business, onChange }: SettingFieldProps) {
  const t = useTranslations("instances.settings");
  const common = useTranslations("common");
  return (
    <Field label={t("pacing")} hint={t("pacingHint")}>
      <NativeSelect
        value={number.pacing ?? INHERIT}
        onChange={({ target }) =>
          onChange({ pacing: target.value === INHERIT ? null : "off" })
        }
      >
        <option value={INHERIT}>
          {t("pacingInherit", { state: common(business.pacing) })}
        </option>
        <option value="off">{t("pacingOff")}</option>
      </NativeSelect>
    </Field>
  );
}

function QuietField({ number, business, onChange }: SettingFieldProps) {
  const t = useTranslations("instances.settings");
  const current = number.quietWindowMs;
  const seconds = current === null ? null : current / 1_000;
  const choices =
    seconds === null || WINDOWS_S.includes(seconds)
      ? WINDOWS_S
      : [...WINDOWS_S, seconds].sort((a, b) => a - b);
  return (
    <Field label={t("quiet")} hint={t("quietHint")}>
      <NativeSelect
        value={seconds ?? INHERIT}
        onChange={({ target }) =>
          onChange({
            quietWindowMs:
              target.value === INHERIT ? null : Number(target.value) * 1_000,
          })
        }
      >
        <option value={INHERIT}>
          {t("quietInherit", { seconds: business.quietWindowMs / 1_000 })}
        </option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t("quietSeconds", { seconds: choice })}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
