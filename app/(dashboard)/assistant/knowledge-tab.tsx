"use client";

import { useQuery } from "convex/react";
import { BookOpen, FileInput, Globe, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { LIMITS } from "@/lib/assistant/limits";
import { matchesEntry } from "@/lib/assistant/knowledge";
import { EntryDialog } from "./entry-dialog";
import { EntryRow } from "./entry-row";
import { ImportDialog } from "./import-dialog";
import { KnowledgeFilters } from "./knowledge-filters";
import { PageDialog } from "./knowledge-page-dialog";
import type { Entry } from "./types";

export function KnowledgeTab({ canEdit }: { canEdit: boolean }) {
  const t = useTranslations("assistant.knowledge");
  const entries = useQuery(api.assistant.knowledge.list);
  const [text, setText] = useState("");
  const [category, setCategory] = useState<string | null>(null);
  const categories = useMemo(() => categoriesOf(entries ?? []), [entries]);
  const shown = useMemo(
    () =>
      (entries ?? []).filter(
        (entry) =>
          (category === null || entry.category === category) &&
          matchesEntry(entry, text),
      ),
    [entries, text, category],
  );
  if (entries === undefined) return <KnowledgeSkeleton />;
  const actions = canEdit ? <Actions categories={categories} /> : undefined;
  if (entries.length === 0) {
    return (
      <EmptyState
        icon={<BookOpen />}
        title={t("emptyTitle")}
        body={t("emptyBody")}
        action={actions}
      />
    );
  }
  const isFiltered = text !== "" || category !== null;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <KnowledgeFilters
          text={text}
          onText={setText}
          category={category}
          onCategory={setCategory}
          categories={categories}
        />
        {actions}
      </div>
      <p role="status" className="text-[0.8125rem] text-muted">
        {t("count", {
          shown: shown.length,
          active: entries.filter(({ isActive }) => isActive).length,
          count: entries.length,
          most: LIMITS.knowledgeEntries,
        })}
      </p>
      {shown.length === 0 ? (
        <EmptyState title={t("noMatchTitle")} body={t("noMatchBody")} />
      ) : (
        <EntryList
          entries={shown}
          canEdit={canEdit}
          canMove={!isFiltered}
          categories={categories}
        />
      )}
    </div>
  );
}

function categoriesOf(entries: readonly Entry[]): string[] {
  return [...new Set(entries.map(({ category }) => category))]
    .filter((category) => category !== "")
    .sort((a, b) => a.localeCompare(b));
}

function Actions({ categories }: { categories: string[] }) {
  const t = useTranslations("assistant.knowledge");
  return (
    <div className="flex flex-wrap gap-2">
      <ImportDialog
        trigger={
          <Button variant="secondary">
            <FileInput aria-hidden="true" />
            {t("import")}
          </Button>
        }
      />
      <PageDialog
        categories={categories}
        trigger={
          <Button variant="secondary">
            <Globe aria-hidden="true" />
            {t("fromPage")}
          </Button>
        }
      />
      <EntryDialog
        entry={null}
        categories={categories}
        trigger={
          <Button>
            <Plus aria-hidden="true" />
            {t("add")}
          </Button>
        }
      />
    </div>
  );
}

interface EntryListProps {
  entries: Entry[];
  canEdit: boolean;
  /** Not while filtered: the neighbours are not the ones on the screen. */
  canMove: boolean;
  categories: string[];
}

function EntryList({ entries, canEdit, canMove, categories }: EntryListProps) {
  return (
    <ul className="divide-y divide-line rounded-panel border border-line bg-surface">
      {entries.map((entry, index) => (
        <EntryRow
          key={entry.id}
          entry={entry}
          canEdit={canEdit}
          canMoveUp={canMove && index > 0}
          canMoveDown={canMove && index < entries.length - 1}
          categories={categories}
        />
      ))}
    </ul>
  );
}

function KnowledgeSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <Skeleton className="h-9 w-full max-w-sm" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-20 w-full" />
    </div>
  );
}
