"use client";

import { memo, type MouseEvent } from "react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { cn } from "@/lib/ui/cn";
import { useDraft } from "../drafts";
import { LabelDot } from "../label-chip";
import { fetchPanes } from "../panes";
import { useContactName } from "../use-names";
import { type ConversationRow } from "../views";
import { RowState } from "./row-state";
import { usePreview } from "./use-preview";

interface Props {
  row: ConversationRow;
  href: string;
  isSelected: boolean;
  onOpen: (id: ConversationRow["id"]) => void;
}

/** One conversation of the list, always the same height. */
export const ConversationRowLink = memo(function ConversationRowLink({
  row,
  href,
  isSelected,
  onOpen,
}: Props) {
  const name = useContactName()(row);
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    onOpen(row.id);
  };
  return (
    <a
      href={href}
      onClick={open}
      onPointerEnter={fetchPanes}
      onFocus={fetchPanes}
      aria-current={isSelected ? "true" : undefined}
      className={cn(
        "flex h-full gap-3 border-b border-line px-3 py-2.5 outline-offset-[-2px]",
        isSelected ? "bg-accent-soft" : "hover:bg-sunken",
      )}
    >
      <Avatar name={name} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex items-baseline gap-2">
          <span
            className={cn(
              "min-w-0 flex-1 truncate text-sm",
              row.unread > 0 ? "font-semibold" : "font-medium",
            )}
            dir="auto"
          >
            {name}
          </span>
          <span className="shrink-0 text-xs text-muted tabular-nums">
            <RelativeTime at={row.lastMessageAt} length="narrow" />
          </span>
        </div>
        <PreviewLine row={row} />
        <div className="flex items-center gap-2 text-xs text-muted">
          <RowState row={row} />
          <RowLabels labels={row.labels} />
        </div>
      </div>
    </a>
  );
});

function PreviewLine({ row }: { row: ConversationRow }) {
  const t = useTranslations("inbox.list");
  const preview = usePreview()(row);
  const draft = useDraft(row.id, "reply");
  return (
    <div className="flex items-center gap-2">
      <span
        dir="auto"
        className={cn(
          "min-w-0 flex-1 truncate text-[0.8125rem]",
          row.unread > 0 ? "text-ink" : "text-muted",
        )}
      >
        {draft === "" ? (
          preview
        ) : (
          <>
            <span className="font-medium text-accent">{t("draft")}</span>{" "}
            {draft}
          </>
        )}
      </span>
      {row.unread > 0 && (
        <span className="grid h-5 min-w-5 shrink-0 place-items-center rounded-full bg-accent px-1.5 text-[0.6875rem] font-semibold text-accent-ink tabular-nums">
          <span aria-hidden="true">{row.unread > 99 ? "99+" : row.unread}</span>
          <span className="sr-only">{t("unread", { count: row.unread })}</span>
        </span>
      )}
    </div>
  );
}

const SHOWN_LABELS = 4;

function RowLabels({ labels }: { labels: ConversationRow["labels"] }) {
  const t = useTranslations("inbox.list");
  if (labels.length === 0) return null;
  const names = labels.map((label) => label.name).join(", ");
  return (
    <span className="flex shrink-0 items-center gap-1" title={names}>
      {labels.slice(0, SHOWN_LABELS).map((label) => (
        <LabelDot key={label.id} color={label.color} />
      ))}
      <span className="sr-only">{t("labels", { names })}</span>
    </span>
  );
}
