"use client";

import { X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface ClosedDaysProps {
  value: string[];
  onChange: (days: string[]) => void;
  error: string | undefined;
}

/** Single dates on which nothing opens, such as holidays. */
export function ClosedDays({ value, onChange, error }: ClosedDaysProps) {
  const t = useTranslations("assistant.activation");
  const common = useTranslations("common");
  const [date, setDate] = useState("");
  const add = () => {
    if (date === "") return;
    onChange([...new Set([...value, date])].sort());
    setDate("");
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("closedDays")} hint={t("closedDaysHint")} error={error}>
        <span className="flex gap-2">
          <Input
            type="date"
            value={date}
            onChange={(event) => setDate(event.target.value)}
            className="w-40"
          />
          <Button variant="secondary" disabled={date === ""} onClick={add}>
            {common("add")}
          </Button>
        </span>
      </Field>
      <ul className="flex flex-wrap gap-1.5">
        {value.map((day) => (
          <ClosedDay
            key={day}
            day={day}
            remove={() => onChange(value.filter((other) => other !== day))}
          />
        ))}
      </ul>
    </div>
  );
}

function ClosedDay({ day, remove }: { day: string; remove: () => void }) {
  const t = useTranslations("assistant");
  const format = useFormatter();
  const name = format.dateTime(new Date(`${day}T00:00:00Z`), {
    dateStyle: "medium",
    timeZone: "UTC",
  });
  return (
    <li className="inline-flex min-h-7 items-center gap-1 rounded-control bg-sunken ps-2 text-[0.8125rem]">
      {name}
      <button
        type="button"
        aria-label={t("removeWord", { word: name })}
        onClick={remove}
        className="grid size-6 place-items-center rounded-control text-muted hover:text-ink"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  );
}
