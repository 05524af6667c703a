"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "convex/react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { api } from "@/convex/_generated/api";
import { LIMITS } from "@/lib/assistant/limits";
import { RulesCard, SpeedCard, VoiceCard, WordsCard } from "./behaviour-cards";
import { SettingsForm } from "./settings-form";
import type { Profile, Settings, TabProps } from "./types";
import { UsageCard } from "./usage-card";

const MAX_QUIET_S = 60;
const MAX_BUDGET_USD = 1_000;
const MICROS = 1_000_000;

const schema = z.object({
  tone: z.string().trim().min(1, "required").max(LIMITS.tone, "tooLong"),
  languages: z.array(z.string()).max(LIMITS.languages, "tooMany"),
  rules: z
    .array(z.string().trim().max(LIMITS.rule, "tooLong"))
    .transform((rules) => rules.filter((rule) => rule !== ""))
    .pipe(z.array(z.string()).max(LIMITS.rules, "tooMany")),
  customPrompt: z.string().max(LIMITS.customPrompt, "tooLong"),
  handoffWords: z
    .array(z.string().max(LIMITS.handoffWord, "tooLong"))
    .max(LIMITS.handoffWords, "tooMany"),
  quietSeconds: z
    .number({ error: "number" })
    .min(0, "range")
    .max(MAX_QUIET_S, "range"),
  budgetUsd: z
    .number({ error: "number" })
    .min(0, "range")
    .max(MAX_BUDGET_USD, "range"),
});

export type BehaviourValues = z.infer<typeof schema>;

function valuesOf(profile: Profile, settings: Settings): BehaviourValues {
  const { tone, languages, rules, customPrompt, handoffWords } = profile;
  return {
    tone,
    languages,
    rules,
    customPrompt: customPrompt ?? "",
    handoffWords,
    quietSeconds: settings.quietWindowMs / 1_000,
    budgetUsd: settings.dailyAiBudgetMicros / MICROS,
  };
}

export function BehaviourTab({ profile, settings, canEdit }: TabProps) {
  const setProfile = useMutation(api.assistant.profile.set);
  const setSettings = useMutation(api.tenants.settings.update);
  const form = useForm<BehaviourValues>({
    resolver: zodResolver(schema),
    values: valuesOf(profile, settings),
    resetOptions: { keepDirtyValues: true },
  });
  const save = async (values: BehaviourValues) => {
    const { quietSeconds, budgetUsd, customPrompt, ...voice } = values;
    await setProfile({
      ...voice,
      customPrompt: customPrompt.trim() === "" ? null : customPrompt,
    });
    const { dirtyFields } = form.formState;
    if (dirtyFields.quietSeconds === true || dirtyFields.budgetUsd === true) {
      await setSettings({
        quietWindowMs: Math.round(quietSeconds * 1_000),
        dailyAiBudgetMicros: Math.round(budgetUsd * MICROS),
      });
    }
  };
  return (
    <div className="flex flex-col gap-4">
      <SettingsForm form={form} canEdit={canEdit} onSave={save}>
        <VoiceCard form={form} />
        <RulesCard form={form} />
        <WordsCard form={form} />
        <SpeedCard form={form} />
      </SettingsForm>
      <UsageCard />
    </div>
  );
}
