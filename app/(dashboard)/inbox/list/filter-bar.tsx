"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { api } from "@/convex/_generated/api";
import { cn } from "@/lib/ui/cn";
import { type Filter } from "../address";
import { useInboxAddress } from "../use-inbox-address";
import { type Counts, shownCount } from "./shown-count";

const IN_SIGHT: readonly Filter[] = ["open", "waiting", "mine", "unread"];

const MoreFilters = dynamic(() =>
  import("./more-filters").then((loaded) => loaded.MoreFilters),
);

/** Which conversations to see, each with how many there are now. */
export function FilterBar() {
  const t = useTranslations("inbox.filters");
  const { address, go } = useInboxAddress();
  const counts: Counts = useQuery(api.conversations.counts.get, {}) ?? {};
  const choose = (filter: Filter) => go({ filter, labelId: null });
  return (
    <div
      role="group"
      aria-label={t("title")}
      className="-mx-1 flex items-center gap-0.5"
    >
      {IN_SIGHT.map((filter) => (
        <FilterButton
          key={filter}
          label={t(filter)}
          count={counts[filter]}
          isUrgent={filter === "waiting"}
          isActive={address.labelId === null && address.filter === filter}
          onChoose={() => choose(filter)}
        />
      ))}
      <MoreFilters counts={counts} onChoose={choose} />
    </div>
  );
}

interface FilterButtonProps {
  label: string;
  count: number | undefined;
  isUrgent: boolean;
  isActive: boolean;
  onChoose: () => void;
}

function FilterButton(props: FilterButtonProps) {
  const { label, count, isUrgent, isActive, onChoose } = props;
  return (
    <button
      type="button"
      aria-pressed={isActive}
      onClick={onChoose}
      className={cn(
        "inline-flex h-7 items-center gap-1 rounded-md px-2 text-xs font-medium whitespace-nowrap transition-colors",
        isActive ? "bg-sunken text-ink" : "text-muted hover:text-ink",
      )}
    >
      {label}
      {count !== undefined && count > 0 && (
        <span
          className={cn(
            "tabular-nums",
            isUrgent ? "font-semibold text-warn" : "text-muted",
          )}
        >
          {shownCount(count)}
        </span>
      )}
    </button>
  );
}
