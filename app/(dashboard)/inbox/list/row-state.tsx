"use client";

import { CircleAlert, Clock3, Sparkles, UserRound, Users } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ComponentType } from "react";
import { cn } from "@/lib/ui/cn";
import { useIsAhead } from "../use-clock";
import { usePersonName } from "../use-names";
import { type ConversationRow } from "../views";

type Icon = ComponentType<{ className?: string; "aria-hidden"?: true }>;

/** The one thing to know about a conversation before it is opened. */
export function RowState({ row }: { row: ConversationRow }) {
  const t = useTranslations("inbox.list");
  const format = useFormatter();
  const personName = usePersonName();
  const isTakenOver = useIsAhead(row.takeover?.until ?? null);
  if (row.handoff !== null) {
    return (
      <State icon={CircleAlert} tone="text-warn">
        {t(`handoff.${row.handoff.reason}`)}
      </State>
    );
  }
  if (row.lastMessage?.status === "failed") {
    return (
      <State icon={CircleAlert} tone="text-bad">
        {t("failed")}
      </State>
    );
  }
  if (row.isAnswering) {
    return (
      <State icon={Sparkles} tone="text-accent">
        {t("answering")}
      </State>
    );
  }
  if (row.status === "snoozed" && row.snoozedUntil !== null) {
    return (
      <State icon={Clock3}>
        {t("snoozedUntil", {
          time: format.dateTime(row.snoozedUntil, {
            dateStyle: "medium",
            timeStyle: "short",
          }),
        })}
      </State>
    );
  }
  if (row.takeover !== null && isTakenOver) {
    const { by } = row.takeover;
    return (
      <State icon={Users}>
        {by.kind === "phone"
          ? t("takenByPhone")
          : by.person.isMe
            ? t("takenByMe")
            : t("takenBy", { name: personName(by.person) })}
      </State>
    );
  }
  if (row.assignee !== null) {
    return <State icon={UserRound}>{personName(row.assignee)}</State>;
  }
  return <State>{row.instanceLabel}</State>;
}

function State({
  icon: IconShown,
  tone,
  children,
}: {
  icon?: Icon;
  tone?: string;
  children: string;
}) {
  return (
    <span className={cn("flex min-w-0 flex-1 items-center gap-1", tone)}>
      {IconShown !== undefined && (
        <IconShown aria-hidden className="size-3.5 shrink-0" />
      )}
      <span className="truncate">{children}</span>
    </span>
  );
}
