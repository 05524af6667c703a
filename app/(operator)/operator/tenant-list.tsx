"use client";

import { usePaginatedQuery } from "convex/react";
import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { BulkBar } from "./bulk-bar";
import { type Filters, TenantFilters } from "./tenant-filters";
import { TenantTable } from "./tenant-table";

const PAGE = 50;
const START: Filters = {
  text: "",
  status: null,
  plan: null,
  order: "newest",
};

/** Every business of the service, and work over several of them. */
export function TenantList() {
  const t = useTranslations("operator.tenants");
  const common = useTranslations("common");
  const [filters, setFilters] = useState(START);
  const { selected, toggle, select, clear } = useSelection();
  const search = useDeferredValue(filters.text.trim());
  const { results, status, loadMore } = usePaginatedQuery(
    api.operators.directory.list,
    {
      search,
      status: filters.status,
      plan: filters.plan,
      order: filters.order,
    },
    { initialNumItems: PAGE },
  );
  const change = (next: Filters) => {
    setFilters(next);
    clear();
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <TenantFilters filters={filters} onChange={change} />
      </CardHeader>
      <BulkBar
        selected={selected}
        filter={
          search === "" && filters.plan === null
            ? { status: filters.status }
            : null
        }
        onClear={clear}
      />
      {status === "LoadingFirstPage" ? (
        <ListSkeleton />
      ) : results.length === 0 ? (
        <EmptyState icon={<Building2 />} title={t("empty")} />
      ) : (
        <TenantTable
          tenants={results}
          selected={selected}
          onToggle={toggle}
          onSelect={select}
        />
      )}
      {status === "CanLoadMore" && (
        <div className="border-t border-line p-3 text-center">
          <Button variant="secondary" size="sm" onClick={() => loadMore(PAGE)}>
            {common("loadMore")}
          </Button>
        </div>
      )}
    </Card>
  );
}

type TenantId = Id<"tenants">;

function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<TenantId>>(new Set());
  return {
    selected,
    toggle: (id: TenantId) => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      setSelected(next);
    },
    select: (ids: readonly TenantId[]) => setSelected(new Set(ids)),
    clear: () => setSelected(new Set()),
  };
}

function ListSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="h-8" />
      <Skeleton className="h-8" />
      <Skeleton className="h-8" />
    </div>
  );
}
