"use client";

import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";

interface ChoiceCardsProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly { value: string; name: string; description: string }[];
}

/** One of a few, each with a line that says what it does. */
export function ChoiceCards({
  label,
  value,
  onChange,
  choices,
}: ChoiceCardsProps) {
  return (
    <RadioGroup
      value={value}
      onValueChange={onChange}
      aria-label={label}
      className="grid gap-2 lg:grid-cols-3"
    >
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex cursor-pointer items-start gap-2 rounded-control border border-line px-2.5 py-2 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <RadioGroupItem value={choice.value} />
          <span className="min-w-0">
            <span className="block text-sm font-medium">{choice.name}</span>
            <span className="block text-[0.8125rem] text-muted">
              {choice.description}
            </span>
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}
