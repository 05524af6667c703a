"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { languageName, LANGUAGES } from "@/lib/assistant/languages";

interface LanguagePickerProps {
  value: string[];
  onChange: (languages: string[]) => void;
  error: string | undefined;
}

/** The languages answers may be in, the first one being the usual; none follows the customer. */
export function LanguagePicker({
  value,
  onChange,
  error,
}: LanguagePickerProps) {
  const t = useTranslations("assistant.languages");
  const left = Object.keys(LANGUAGES).filter((code) => !value.includes(code));
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t("label")}
        hint={value.length === 0 ? t("autoHint") : t("fixedHint")}
        error={error}
        className="sm:max-w-xs"
      >
        <NativeSelect
          value=""
          onChange={(event) => {
            if (event.target.value !== "") {
              onChange([...value, event.target.value]);
            }
          }}
        >
          <option value="">{value.length === 0 ? t("auto") : t("add")}</option>
          {left.map((code) => (
            <option key={code} value={code}>
              {languageName(code)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {value.length > 0 && (
        <ol className="flex flex-wrap gap-1.5">
          {value.map((code, index) => (
            <li
              key={code}
              className="inline-flex min-h-7 items-center gap-1 rounded-control bg-sunken ps-2 text-[0.8125rem]"
            >
              {index === 0
                ? t("main", { language: languageName(code) })
                : languageName(code)}
              <button
                type="button"
                aria-label={t("remove", { language: languageName(code) })}
                onClick={() =>
                  onChange(value.filter((other) => other !== code))
                }
                className="grid size-6 place-items-center rounded-control text-muted hover:text-ink"
              >
                <X aria-hidden="true" className="size-3.5" />
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
