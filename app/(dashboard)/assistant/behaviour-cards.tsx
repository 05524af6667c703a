"use client";

import { useTranslations } from "next-intl";
import { Controller, type UseFormReturn, useWatch } from "react-hook-form";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { LIMITS } from "@/lib/assistant/limits";
import type { BehaviourValues } from "./behaviour-tab";
import { useFault } from "./invalid";
import { LanguagePicker } from "./language-picker";
import { LinesEditor } from "./lines-editor";
import { TokenInput } from "./token-input";
import { TonePicker } from "./tone-picker";

interface CardProps {
  form: UseFormReturn<BehaviourValues>;
}

export function VoiceCard({ form }: CardProps) {
  const t = useTranslations("assistant.behaviour");
  const fault = useFault();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("voice")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-5">
        <Controller
          control={form.control}
          name="tone"
          render={({ field, fieldState }) => (
            <TonePicker
              value={field.value}
              onChange={field.onChange}
              error={fault(fieldState.error)}
            />
          )}
        />
        <Controller
          control={form.control}
          name="languages"
          render={({ field, fieldState }) => (
            <LanguagePicker
              value={field.value}
              onChange={field.onChange}
              error={fault(fieldState.error)}
            />
          )}
        />
      </CardBody>
    </Card>
  );
}

export function RulesCard({ form }: CardProps) {
  const t = useTranslations("assistant.behaviour");
  const fault = useFault();
  const { errors } = form.formState;
  const custom = useWatch({ control: form.control, name: "customPrompt" });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("rules")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-5">
        <Controller
          control={form.control}
          name="rules"
          render={({ field, fieldState }) => (
            <LinesEditor
              label={t("rules")}
              hint={t("rulesHint")}
              addLabel={t("addRule")}
              lineLabel={(number) => t("rule", { number })}
              most={LIMITS.rules}
              value={field.value}
              onChange={field.onChange}
              error={fault(fieldState.error)}
            />
          )}
        />
        <Field
          label={t("customPrompt")}
          hint={t("customPromptHint", {
            count: custom.length,
            most: LIMITS.customPrompt,
          })}
          error={fault(errors.customPrompt)}
        >
          <Textarea rows={4} {...form.register("customPrompt")} />
        </Field>
      </CardBody>
    </Card>
  );
}

export function WordsCard({ form }: CardProps) {
  const t = useTranslations("assistant.behaviour");
  const fault = useFault();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("handoff")}</CardTitle>
      </CardHeader>
      <CardBody>
        <Controller
          control={form.control}
          name="handoffWords"
          render={({ field, fieldState }) => (
            <Field
              label={t("handoffWords")}
              hint={t("handoffWordsHint")}
              error={fault(fieldState.error)}
            >
              <TokenInput
                value={field.value}
                onChange={field.onChange}
                onBlur={field.onBlur}
                placeholder={t("handoffWordsExample")}
              />
            </Field>
          )}
        />
      </CardBody>
    </Card>
  );
}

export function SpeedCard({ form }: CardProps) {
  const t = useTranslations("assistant.behaviour");
  const fault = useFault();
  const { errors } = form.formState;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("speed")}</CardTitle>
      </CardHeader>
      <CardBody className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t("quietSeconds")}
          hint={t("quietSecondsHint")}
          error={fault(errors.quietSeconds)}
        >
          <Input
            type="number"
            inputMode="decimal"
            min={0}
            step="any"
            className="max-w-32"
            {...form.register("quietSeconds", { valueAsNumber: true })}
          />
        </Field>
        <Field
          label={t("budgetUsd")}
          hint={t("budgetUsdHint")}
          error={fault(errors.budgetUsd)}
        >
          <Input
            type="number"
            inputMode="decimal"
            min={0}
            step="any"
            className="max-w-32"
            {...form.register("budgetUsd", { valueAsNumber: true })}
          />
        </Field>
      </CardBody>
    </Card>
  );
}
