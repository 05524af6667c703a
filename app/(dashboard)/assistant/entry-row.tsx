"use client";

import { useMutation } from "convex/react";
import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Switch } from "@/components/ui/switch";
import { api } from "@/convex/_generated/api";
import { EntryDialog } from "./entry-dialog";
import type { Entry } from "./types";
import { useEntryCalls } from "./use-entry-calls";

interface EntryRowProps {
  entry: Entry;
  canEdit: boolean;
  canMoveUp: boolean;
  canMoveDown: boolean;
  categories: string[];
}

export function EntryRow({ entry, ...rest }: EntryRowProps) {
  const t = useTranslations("assistant.knowledge");
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span className="min-w-0 break-words">{entry.title}</span>
          {entry.category !== "" && <Badge>{entry.category}</Badge>}
          {!entry.isActive && <Badge tone="warn">{t("inactive")}</Badge>}
        </p>
        <p className="mt-0.5 line-clamp-2 text-sm break-words whitespace-pre-line text-muted">
          {entry.content}
        </p>
      </div>
      {rest.canEdit && <EntryActions entry={entry} {...rest} />}
    </li>
  );
}

function EntryActions({
  entry,
  canMoveUp,
  canMoveDown,
  categories,
}: EntryRowProps) {
  const t = useTranslations("assistant.knowledge");
  const calls = useEntryCalls(entry.id);
  const { title } = entry;
  return (
    <div className="flex items-center gap-1">
      <Switch
        aria-label={t("use", { title })}
        title={t("use", { title })}
        checked={entry.isActive}
        onCheckedChange={calls.setActive}
        className="me-1"
      />
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("moveUp", { title })}
        disabled={!canMoveUp}
        onClick={() => calls.move("up")}
      >
        <ArrowUp aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("moveDown", { title })}
        disabled={!canMoveDown}
        onClick={() => calls.move("down")}
      >
        <ArrowDown aria-hidden="true" />
      </Button>
      <EntryDialog
        entry={entry}
        categories={categories}
        trigger={
          <Button variant="ghost" size="icon" aria-label={t("edit", { title })}>
            <Pencil aria-hidden="true" />
          </Button>
        }
      />
      <RemoveEntry entry={entry} />
    </div>
  );
}

function RemoveEntry({ entry }: { entry: Entry }) {
  const t = useTranslations("assistant.knowledge");
  const common = useTranslations("common");
  const remove = useMutation(api.assistant.knowledge.remove);
  return (
    <ConfirmDialog
      trigger={
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("remove", { title: entry.title })}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      }
      title={t("removeTitle", { title: entry.title })}
      description={t("removeBody")}
      confirmLabel={common("delete")}
      onConfirm={() => remove({ entryId: entry.id })}
    />
  );
}
