"use client";

import { usePaginatedQuery } from "convex/react";
import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { type ContactFilter } from "@/lib/contacts/filter";
import { ContactRows } from "./contact-rows";

const PAGE = 50;
const SKELETON_ROWS = 8;

interface Props {
  filter: ContactFilter;
  onClear: () => void;
}

export function ContactList({ filter, onClear }: Props) {
  const t = useTranslations("contacts.list");
  const { results, status, loadMore } = usePaginatedQuery(
    api.contacts.directory.list,
    filter,
    { initialNumItems: PAGE },
  );
  const more = useCallback(() => loadMore(PAGE), [loadMore]);
  // A search can leave a page empty that others follow.
  const isEmptyPage = results.length === 0 && status === "CanLoadMore";
  useEffect(() => {
    if (isEmptyPage) more();
  }, [isEmptyPage, more]);
  if (results.length === 0) {
    return status === "Exhausted" ? (
      <NoContacts filter={filter} onClear={onClear} />
    ) : (
      <ListSkeleton />
    );
  }
  const hasMore = status !== "Exhausted";
  return (
    <section className="flex flex-col gap-2">
      <p role="status" className="text-[0.8125rem] text-muted">
        {t("shown", { count: results.length, more: hasMore ? "yes" : "no" })}
      </p>
      <ContactRows
        rows={results}
        hasMore={hasMore}
        onNearEnd={status === "CanLoadMore" ? more : null}
      />
    </section>
  );
}

function NoContacts({ filter, onClear }: Props) {
  const t = useTranslations("contacts.list");
  const common = useTranslations("common");
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <Card>
      <EmptyState
        icon={<Users />}
        title={t(isNarrowed ? "noMatchTitle" : "emptyTitle")}
        body={t(isNarrowed ? "noMatchBody" : "emptyBody")}
        action={
          isNarrowed && (
            <Button variant="secondary" onClick={onClear}>
              {common("clearFilters")}
            </Button>
          )
        }
      />
    </Card>
  );
}

function ListSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      <Skeleton className="h-5 w-28" />
      <div className="divide-y divide-line rounded-panel border border-line bg-surface">
        {Array.from({ length: SKELETON_ROWS }, (_, index) => (
          <div key={index} className="flex h-19 items-center gap-3 px-4">
            <Skeleton className="size-8 rounded-full" />
            <Skeleton className="h-4 w-40" />
          </div>
        ))}
      </div>
    </div>
  );
}
