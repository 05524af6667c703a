"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/convex/_generated/api";
import { LIMITS } from "@/lib/assistant/limits";
import { unknownVariables } from "@/lib/assistant/texts";
import { useFault } from "./invalid";
import { SettingsForm } from "./settings-form";
import { TextCard } from "./text-card";
import type { Profile, TabProps } from "./types";

/** Null while the text is switched off. */
const text = z
  .string()
  .max(LIMITS.text, "tooLong")
  .refine((given) => given.trim() !== "", "required")
  .refine((given) => unknownVariables(given).length === 0, "variable")
  .nullable();

const schema = z.object({
  welcomeText: text,
  awayText: text,
  fallbackText: text,
  handoffNotice: text,
  awayEveryHours: z
    .number({ error: "number" })
    .int("number")
    .min(1, "range")
    .max(LIMITS.awayEveryHours, "range"),
});

export type TextsValues = z.infer<typeof schema>;

const CARDS = [
  "welcomeText",
  "handoffNotice",
  "fallbackText",
  "awayText",
] as const;

function valuesOf(profile: Profile): TextsValues {
  const { welcomeText, awayText, awayEveryHours, fallbackText, handoffNotice } =
    profile;
  return { welcomeText, awayText, awayEveryHours, fallbackText, handoffNotice };
}

export function TextsTab({ profile, settings, canEdit }: TabProps) {
  const t = useTranslations("assistant.texts");
  const fault = useFault();
  const save = useMutation(api.assistant.profile.set);
  const form = useForm<TextsValues>({
    resolver: zodResolver(schema),
    values: valuesOf(profile),
    resetOptions: { keepDirtyValues: true },
  });
  const values = {
    "contact.name": t("sampleName"),
    "business.name": settings.name,
    "business.hours": profile.hoursText,
    "business.address": profile.address,
  };
  return (
    <SettingsForm form={form} canEdit={canEdit} onSave={save}>
      <p className="text-sm text-muted">{t("intro")}</p>
      {CARDS.map((name) => (
        <TextCard key={name} form={form} name={name} values={values}>
          {name === "awayText" && (
            <Field
              label={t("awayEveryHours")}
              hint={t("awayEveryHoursHint")}
              error={fault(form.formState.errors.awayEveryHours)}
              className="[&_input]:max-w-32"
            >
              <Input
                type="number"
                min={1}
                {...form.register("awayEveryHours", { valueAsNumber: true })}
              />
            </Field>
          )}
        </TextCard>
      ))}
    </SettingsForm>
  );
}
