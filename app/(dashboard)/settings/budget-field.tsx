"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const MICROS = 1_000_000;
const MOST_USD = 1_000;

interface BudgetFieldProps {
  micros: number;
  onSave: (micros: number) => void;
}

export function BudgetField({ micros, onSave }: BudgetFieldProps) {
  const t = useTranslations("settings.business");
  const common = useTranslations("common");
  const [text, setText] = useState(String(micros / MICROS));
  const dollars = text.trim() === "" ? Number.NaN : Number(text);
  const isValid = dollars >= 0 && dollars <= MOST_USD;
  const wanted = Math.round(dollars * MICROS);
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t("budget")}
        hint={t("budgetHint")}
        error={isValid ? undefined : t("budgetInvalid")}
      >
        <Input
          type="number"
          inputMode="decimal"
          min={0}
          max={MOST_USD}
          step="any"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {isValid && wanted !== micros && (
        <Button size="sm" className="self-start" onClick={() => onSave(wanted)}>
          {common("save")}
        </Button>
      )}
    </div>
  );
}
