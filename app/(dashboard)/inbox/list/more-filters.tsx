"use client";

import { useQuery } from "convex/react";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { api } from "@/convex/_generated/api";
import { cn } from "@/lib/ui/cn";
import { type Filter, FILTERS_IN_MENU } from "../address";
import { LabelDot } from "../label-chip";
import { useInboxAddress } from "../use-inbox-address";
import { FilterMenu } from "./filter-menu";
import { type Counts } from "./shown-count";

/** The filters that have no room beside the others. */
export function MoreFilters({
  counts,
  onChoose,
}: {
  counts: Counts;
  onChoose: (filter: Filter) => void;
}) {
  const t = useTranslations("inbox.filters");
  const { address } = useInboxAddress();
  const labels = useQuery(api.conversations.labels.list, {}) ?? [];
  const numbers = useQuery(api.instances.numbers.list, {}) ?? [];
  const label = labels.find(({ id }) => id === address.labelId);
  const number = numbers.find(({ id }) => id === address.numberId);
  const isInMenu = FILTERS_IN_MENU.includes(address.filter);
  const chosen = label?.name ?? number?.label;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          className={cn(
            "ml-auto h-7 max-w-32 min-w-0 gap-1 px-2 text-xs",
            (chosen !== undefined || isInMenu) && "bg-sunken",
          )}
        >
          {label !== undefined && <LabelDot color={label.color} />}
          <span className="truncate">
            {chosen ?? t(isInMenu ? address.filter : "more")}
          </span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-96 overflow-y-auto">
        <FilterMenu counts={counts} onChoose={onChoose} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
