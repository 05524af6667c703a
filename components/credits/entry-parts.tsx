"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { balanceChange } from "@/lib/credits/statement";
import { cn } from "@/lib/ui/cn";
import type { LedgerKind } from "./types";

const TONES: Readonly<Record<LedgerKind, Tone>> = {
  grant: "good",
  top_up: "good",
  refund: "accent",
  adjust_up: "accent",
  adjust_down: "warn",
  expire: "warn",
  reserve: "neutral",
  capture: "neutral",
  release: "neutral",
};

export function EntryKind({ kind }: { kind: LedgerKind }) {
  const t = useTranslations("credits.kinds");
  return <Badge tone={TONES[kind]}>{t(kind)}</Badge>;
}

interface EntryAmountProps {
  kind: LedgerKind;
  credits: number;
}

/** What the entry did to the balance; holds say what they set aside instead. */
export function EntryAmount({ kind, credits }: EntryAmountProps) {
  const t = useTranslations("credits.statement");
  const format = useFormatter();
  const change = balanceChange(kind, credits);
  if (change === 0) {
    return (
      <span className="text-[0.8125rem] whitespace-nowrap text-muted tabular-nums">
        {kind === "reserve"
          ? t("held", { count: credits })
          : t("freed", { count: credits })}
      </span>
    );
  }
  return (
    <span
      className={cn(
        "font-medium whitespace-nowrap tabular-nums",
        change > 0 && "text-good",
      )}
    >
      {format.number(change, { signDisplay: "always" })}
    </span>
  );
}
