"use client";

import { Lock, Reply } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";
import { type DraftKind } from "../drafts";

const MODES = [
  { mode: "reply", icon: Reply },
  { mode: "note", icon: Lock },
] as const;

interface Props {
  mode: DraftKind;
  onChange: (mode: DraftKind) => void;
}

/** To the customer, or a note that stays inside. */
export function ComposerTabs({ mode, onChange }: Props) {
  const t = useTranslations("inbox.composer");
  return (
    <div role="group" aria-label={t("mode")} className="flex gap-1 pb-1.5">
      {MODES.map(({ mode: choice, icon: Icon }) => (
        <button
          key={choice}
          type="button"
          aria-pressed={mode === choice}
          onClick={() => onChange(choice)}
          className={cn(
            "inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs font-medium",
            mode === choice
              ? "text-ink underline decoration-2 underline-offset-[6px]"
              : "text-muted hover:text-ink",
          )}
        >
          <Icon aria-hidden className="size-3.5" />
          {t(`modes.${choice}`)}
        </button>
      ))}
    </div>
  );
}
