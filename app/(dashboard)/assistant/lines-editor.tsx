"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

interface LinesEditorProps {
  label: string;
  hint: string;
  addLabel: string;
  lineLabel: (number: number) => string;
  most: number;
  value: string[];
  onChange: (value: string[]) => void;
  error: string | undefined;
}

/** A list of sentences, one field each. */
export function LinesEditor({
  label,
  hint,
  addLabel,
  lineLabel,
  most,
  value,
  onChange,
  error,
}: LinesEditorProps) {
  const id = useId();
  return (
    <div
      role="group"
      aria-label={label}
      aria-describedby={`${id}-hint`}
      className="flex flex-col gap-2"
    >
      <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
        {hint}
      </p>
      {value.map((line, index) => (
        <Line
          key={index}
          label={lineLabel(index + 1)}
          value={line}
          onChange={(next) => onChange(value.with(index, next))}
          remove={() => onChange(value.toSpliced(index, 1))}
        />
      ))}
      <p role="alert" className="text-[0.8125rem] text-bad empty:hidden">
        {error}
      </p>
      <Button
        variant="secondary"
        size="sm"
        className="self-start"
        disabled={value.length >= most}
        onClick={() => onChange([...value, ""])}
      >
        <Plus aria-hidden="true" />
        {addLabel}
      </Button>
    </div>
  );
}

interface LineProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  remove: () => void;
}

function Line({ label, value, onChange, remove }: LineProps) {
  const t = useTranslations("assistant");
  return (
    <div className="flex items-center gap-1.5">
      <Input
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("removeWord", { word: label })}
        onClick={remove}
      >
        <Trash2 aria-hidden="true" />
      </Button>
    </div>
  );
}
