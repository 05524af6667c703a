"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { BudgetField } from "./budget-field";
import { DurationField } from "./duration-field";
import type { Business } from "./types";
import { useSettings } from "./use-settings";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const QUIET = [0, 1, 2, 3, 5, 10, 20, 30, 60].map((s) => s * SECOND);
const AGES = [1, 2, 5, 10, 30, 60, 180, 720, 1_440].map((m) => m * MINUTE);
const HOLDS = [5, 10, 15, 30, 60, 120, 240, 720, 1_440].map((m) => m * MINUTE);

interface AnswerSettingsProps {
  business: Business;
  disabled: boolean;
}

/** Each choice is saved at once. */
export function AnswerSettings({ business, disabled }: AnswerSettingsProps) {
  const t = useTranslations("settings.business");
  const save = useSettings();
  return (
    <fieldset
      disabled={disabled}
      className="grid gap-x-8 gap-y-5 sm:grid-cols-2"
    >
      <Field label={t("aiEnabled")} hint={t("aiEnabledHint")}>
        <Switch
          checked={business.aiEnabled}
          onCheckedChange={(aiEnabled) => save({ aiEnabled })}
        />
      </Field>
      <Field label={t("pacing")} hint={t("pacingHint")}>
        <Switch
          checked={business.pacing === "on"}
          onCheckedChange={(on) => save({ pacing: on ? "on" : "off" })}
        />
      </Field>
      <DurationField
        name="quietWindow"
        choices={QUIET}
        value={business.quietWindowMs}
        onChange={(quietWindowMs) => save({ quietWindowMs })}
      />
      <DurationField
        name="takeover"
        choices={HOLDS}
        value={business.takeoverMs}
        onChange={(takeoverMs) => save({ takeoverMs })}
      />
      <DurationField
        name="maxAnswerAge"
        choices={AGES}
        value={business.maxAnswerAgeMs}
        onChange={(maxAnswerAgeMs) => save({ maxAnswerAgeMs })}
      />
      <BudgetField
        key={business.dailyAiBudgetMicros}
        micros={business.dailyAiBudgetMicros}
        onSave={(dailyAiBudgetMicros) => save({ dailyAiBudgetMicros })}
      />
    </fieldset>
  );
}
