"use client";

import { useQuery } from "convex/react";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { api } from "@/convex/_generated/api";
import { cn } from "@/lib/ui/cn";
import { type Filter } from "../address";
import { LabelDot } from "../label-chip";
import { useInboxAddress } from "../use-inbox-address";
import { type Label } from "../views";

const IN_SIGHT: readonly Filter[] = ["open", "waiting", "mine", "unread"];
const IN_MENU: readonly Filter[] = ["unassigned", "snoozed", "closed", "all"];
const MOST_COUNTED = 100;

type Counts = Partial<Record<Filter, number>>;

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

function shownCount(count: number): string {
  return count >= MOST_COUNTED ? "99+" : String(count);
}

function MoreFilters({
  counts,
  onChoose,
}: {
  counts: Counts;
  onChoose: (filter: Filter) => void;
}) {
  const t = useTranslations("inbox.filters");
  const { address, go } = useInboxAddress();
  const labels = useQuery(api.conversations.labels.list, {}) ?? [];
  const chosen = labels.find((label) => label.id === address.labelId) ?? null;
  const isActive = chosen !== null || IN_MENU.includes(address.filter);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          className={cn(
            "ml-auto h-7 max-w-32 min-w-0 gap-1 px-2 text-xs",
            isActive && "bg-sunken",
          )}
        >
          {chosen !== null && <LabelDot color={chosen.color} />}
          <span className="truncate">
            {moreLabel(chosen, address.filter, t)}
          </span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-96 overflow-y-auto">
        {IN_MENU.map((filter) => (
          <DropdownMenuItem key={filter} onSelect={() => onChoose(filter)}>
            <span className="flex-1">{t(filter)}</span>
            <span className="text-xs text-muted tabular-nums">
              {shownCount(counts[filter] ?? 0) === "0"
                ? ""
                : shownCount(counts[filter] ?? 0)}
            </span>
          </DropdownMenuItem>
        ))}
        {labels.length > 0 && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuLabel>{t("labels")}</DropdownMenuLabel>
          </>
        )}
        {labels.map((label) => (
          <DropdownMenuItem
            key={label.id}
            onSelect={() => go({ labelId: label.id })}
          >
            <LabelDot color={label.color} />
            <span className="truncate">{label.name}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function moreLabel(
  chosen: Label | null,
  filter: Filter,
  t: ReturnType<typeof useTranslations<"inbox.filters">>,
): string {
  if (chosen !== null) return chosen.name;
  return IN_MENU.includes(filter) ? t(filter) : t("more");
}
