"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import type { Id } from "@/convex/_generated/dataModel";
import { BulkDialog } from "./bulk-dialog";
import { BULK_KINDS, type BulkKind, type BulkTarget } from "./bulk-types";
import type { Status } from "./tenant-filters";

interface BulkBarProps {
  selected: ReadonlySet<Id<"tenants">>;
  /** What all businesses of the list have in common; null while it is searched. */
  filter: { status: Status | null } | null;
  onClear: () => void;
}

/** Starts work over the selected businesses, or over all of the filter. */
export function BulkBar({ selected, filter, onClear }: BulkBarProps) {
  const t = useTranslations("operator.bulk");
  const [kind, setKind] = useState<BulkKind>("top_up_notice");
  const target = targetOf(selected, filter);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2 text-sm">
      <span className="me-auto text-muted max-sm:w-full" aria-live="polite">
        {selected.size > 0
          ? t("selected", { count: selected.size })
          : filter === null
            ? t("selectFirst")
            : t(`all.${filter.status ?? "any"}`)}
      </span>
      {selected.size > 0 && (
        <Button variant="ghost" size="sm" onClick={onClear}>
          {t("clear")}
        </Button>
      )}
      <span className="w-52 max-sm:min-w-40 max-sm:flex-1">
        <NativeSelect
          aria-label={t("action")}
          value={kind}
          onChange={({ target: { value } }) =>
            setKind(BULK_KINDS.find((known) => known === value) ?? kind)
          }
        >
          {BULK_KINDS.map((known) => (
            <option key={known} value={known}>
              {t(`kinds.${known}`)}
            </option>
          ))}
        </NativeSelect>
      </span>
      <BulkDialog kind={kind} target={target} onStarted={onClear} />
    </div>
  );
}

function targetOf(
  selected: BulkBarProps["selected"],
  filter: BulkBarProps["filter"],
): BulkTarget | null {
  if (selected.size > 0) return { kind: "selection", ids: [...selected] };
  return filter === null ? null : { kind: "filter", status: filter.status };
}
