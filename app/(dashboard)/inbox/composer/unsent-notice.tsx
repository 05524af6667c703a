"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { composerLockHolder } from "./composer-lock-holder";
import { type Unsent } from "./use-sending";

interface Props {
  unsent: Unsent;
  onRetry: (force: boolean) => void;
  onEdit: () => void;
  onDiscard: () => void;
}

/** Words that were refused: nothing of them is lost, and nothing was charged. */
export function UnsentNotice({ unsent, onRetry, onEdit, onDiscard }: Props) {
  const t = useTranslations("inbox.unsent");
  const errorText = useErrorText();
  const holder = composerLockHolder(unsent.error);
  return (
    <div
      role="alert"
      className="mb-2 rounded-lg border border-bad/40 bg-bad-soft px-3 py-2 text-sm"
    >
      <p className="flex items-center gap-2 font-medium text-bad">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {holder === null
          ? errorText(unsent.error)
          : t("locked", { name: holder })}
      </p>
      <p className="mt-1 line-clamp-3 whitespace-pre-wrap" dir="auto">
        {unsent.text}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="sm"
          variant="secondary"
          onClick={() => onRetry(holder !== null)}
        >
          {holder === null ? t("again") : t("anyway")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onEdit}>
          {t("edit")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onDiscard}>
          {t("discard")}
        </Button>
      </div>
    </div>
  );
}
