"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { Input } from "@/components/ui/input";

interface TokenInputProps {
  value: string[];
  onChange: (value: string[]) => void;
  onBlur?: () => void;
  placeholder?: string;
  /** Brings what was typed into its one form. */
  normalise?: (text: string) => string;
  disabled?: boolean;
}

/** Short words one after the other: Enter or a comma adds, Backspace takes the last one back. */
export function TokenInput({
  value,
  onChange,
  onBlur,
  placeholder,
  normalise = (text) => text.trim(),
  disabled,
}: TokenInputProps) {
  const [text, setText] = useState("");
  const add = () => {
    const added = text.split(/[,\n]/).map(normalise);
    setText("");
    const next = [...new Set([...value, ...added])].filter(
      (word) => word !== "",
    );
    if (next.length !== value.length) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && text === "") {
      onChange(value.slice(0, -1));
    }
  };
  return (
    <>
      <Input
        value={text}
        disabled={disabled}
        placeholder={placeholder}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          add();
          onBlur?.();
        }}
      />
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((word) => (
            <Token
              key={word}
              word={word}
              disabled={disabled === true}
              remove={() => onChange(value.filter((other) => other !== word))}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface TokenProps {
  word: string;
  disabled: boolean;
  remove: () => void;
}

function Token({ word, disabled, remove }: TokenProps) {
  const t = useTranslations("assistant");
  return (
    <li className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-control bg-sunken ps-2 text-[0.8125rem]">
      <span className="truncate">{word}</span>
      <button
        type="button"
        disabled={disabled}
        aria-label={t("removeWord", { word })}
        onClick={remove}
        className="grid size-6 place-items-center rounded-control text-muted hover:text-ink disabled:opacity-50"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  );
}
