"use client";

import { useQuery } from "convex/react";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import { api } from "@/convex/_generated/api";
import { type Filter, FILTERS_IN_MENU } from "../address";
import { LabelDot } from "../label-chip";
import { useInboxAddress } from "../use-inbox-address";
import { type Counts, shownCount } from "./shown-count";

/** The filters that have no room beside the others, the numbers and the labels. */
export function FilterMenu({
  counts,
  onChoose,
}: {
  counts: Counts;
  onChoose: (filter: Filter) => void;
}) {
  const t = useTranslations("inbox.filters");
  return (
    <>
      {FILTERS_IN_MENU.map((filter) => (
        <DropdownMenuItem key={filter} onSelect={() => onChoose(filter)}>
          <span className="flex-1">{t(filter)}</span>
          <span className="text-xs text-muted tabular-nums">
            {(counts[filter] ?? 0) > 0 && shownCount(counts[filter] ?? 0)}
          </span>
        </DropdownMenuItem>
      ))}
      <Numbers />
      <Labels />
    </>
  );
}

function Numbers() {
  const t = useTranslations("inbox.filters");
  const { address, go } = useInboxAddress();
  const numbers = useQuery(api.instances.numbers.list, {}) ?? [];
  if (numbers.length < 2 && address.numberId === null) return null;
  const choices = [{ id: null, label: t("anyNumber") }, ...numbers];
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>{t("numbers")}</DropdownMenuLabel>
      {choices.map(({ id, label }) => (
        <DropdownMenuItem
          key={id ?? ""}
          onSelect={() => go({ numberId: id, labelId: null })}
        >
          <span className="flex-1 truncate">{label}</span>
          {address.numberId === id && (
            <Check aria-label={t("chosen")} className="size-3.5" />
          )}
        </DropdownMenuItem>
      ))}
    </>
  );
}

function Labels() {
  const t = useTranslations("inbox.filters");
  const { go } = useInboxAddress();
  const labels = useQuery(api.conversations.labels.list, {}) ?? [];
  if (labels.length === 0) return null;
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>{t("labels")}</DropdownMenuLabel>
      {labels.map((label) => (
        <DropdownMenuItem
          key={label.id}
          onSelect={() => go({ labelId: label.id, numberId: null })}
        >
          <LabelDot color={label.color} />
          <span className="truncate">{label.name}</span>
        </DropdownMenuItem>
      ))}
    </>
  );
}
