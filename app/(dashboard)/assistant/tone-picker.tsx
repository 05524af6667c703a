"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { TONE_NAMES, TONES, toneName } from "@/lib/assistant/tones";
import { ChoiceCards } from "./choice-cards";

interface TonePickerProps {
  value: string;
  onChange: (tone: string) => void;
  error: string | undefined;
}

const CHOICES = [...TONE_NAMES, "own"] as const;

/** Ready-made tones, or the business's own words. */
export function TonePicker({ value, onChange, error }: TonePickerProps) {
  const t = useTranslations("assistant.tones");
  const [wantsOwn, setWantsOwn] = useState(false);
  const preset = toneName(value);
  const chosen = wantsOwn || preset === null ? "own" : preset;
  const choose = (next: string) => {
    const name = TONE_NAMES.find((tone) => tone === next);
    setWantsOwn(name === undefined);
    if (name !== undefined) onChange(TONES[name]);
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="text-[0.8125rem] font-medium">{t("label")}</p>
      <ChoiceCards
        label={t("label")}
        value={chosen}
        onChange={choose}
        choices={CHOICES.map((name) => ({
          value: name,
          name: t(`${name}.name`),
          description: t(`${name}.example`),
        }))}
      />
      {chosen === "own" && (
        <Field label={t("ownLabel")} error={error}>
          <Textarea
            rows={2}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </Field>
      )}
    </div>
  );
}
