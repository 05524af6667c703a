"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { api } from "@/convex/_generated/api";
import { cn } from "@/lib/ui/cn";

const MOST = 99;

/** Who waits, or else what is unread, beside the word Inbox. */
export function InboxCount({ className }: { className?: string }) {
  const t = useTranslations("shell.nav");
  const counts = useQuery(api.conversations.counts.attention, {});
  if (counts === undefined) return null;
  const { waiting, unread } = counts;
  const count = waiting > 0 ? waiting : unread;
  if (count === 0) return null;
  return (
    <span
      className={cn(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-full px-1.5 text-xs font-semibold tabular-nums",
        waiting > 0 ? "bg-accent text-accent-ink" : "bg-line text-ink",
        className,
      )}
    >
      <span aria-hidden="true">
        {count > MOST ? t("many", { count: MOST }) : count}
      </span>
      <span className="sr-only">
        {waiting > 0 ? t("waiting", { count }) : t("unread", { count })}
      </span>
    </span>
  );
}
