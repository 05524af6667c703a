"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface DurationFieldProps {
  name: "quietWindow" | "takeover" | "maxAnswerAge";
  /** In ms, ascending; the present value is added where it is missing. */
  choices: readonly number[];
  value: number;
  onChange: (ms: number) => void;
}

export function DurationField(props: DurationFieldProps) {
  const { name, value, onChange } = props;
  const t = useTranslations("settings.business");
  const choices = [...new Set([...props.choices, value])].sort((a, b) => a - b);
  const text = (ms: number) => {
    if (ms >= HOUR_MS && ms % HOUR_MS === 0) {
      return t("hours", { count: ms / HOUR_MS });
    }
    return ms >= MINUTE_MS && ms % MINUTE_MS === 0
      ? t("minutes", { count: ms / MINUTE_MS })
      : t("seconds", { count: ms / 1_000 });
  };
  return (
    <Field label={t(name)} hint={t(`${name}Hint`)}>
      <NativeSelect
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {choices.map((ms) => (
          <option key={ms} value={ms}>
            {text(ms)}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
