"use client";

import { useMutation } from "convex/react";
import { type FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { cn } from "@/lib/ui/cn";
import { useSession } from "../session";

type Notification = FunctionReturnType<
  typeof api.notifications.feed.list
>[number];

interface NotificationLineProps {
  notification: Notification;
  onFollow: () => void;
}

/** One notification; following it marks it as read for those who may. */
export function NotificationLine({
  notification,
  onFollow,
}: NotificationLineProps) {
  const t = useTranslations("shell.notifications");
  const { can } = useSession();
  const markRead = useMutation(api.notifications.feed.markRead);
  const unread = notification.readAt === null;
  const follow = () => {
    onFollow();
    // Nothing is lost when it fails: it stays unread.
    if (unread && can("reply")) {
      markRead({ notificationId: notification.id }).catch(() => undefined);
    }
  };
  return (
    <Link
      href={placeOf(notification)}
      onClick={follow}
      className="flex items-start gap-2.5 rounded-control px-3 py-2 text-sm hover:bg-sunken focus-visible:outline-offset-[-2px]"
    >
      <span
        aria-hidden="true"
        className={cn(
          "mt-1.5 size-2 shrink-0 rounded-full",
          unread ? "bg-accent" : "bg-transparent",
        )}
      />
      <span className="min-w-0">
        <span className={cn("block", unread && "font-medium")}>
          {unread && <span className="sr-only">{t("unread")}: </span>}
          {t(`kinds.${notification.kind}`)}
        </span>
        <span className="flex gap-1.5 text-xs text-muted">
          {notification.about !== null && (
            <span className="truncate">{notification.about}</span>
          )}
          <RelativeTime
            at={notification.at}
            length="narrow"
            className="shrink-0"
          />
        </span>
      </span>
    </Link>
  );
}

/** Where one can do something about it. */
function placeOf({ kind, target }: Notification): string {
  switch (kind) {
    case "handoff":
      return target === null ? routes.inbox : routes.conversation(target);
    case "credits_empty":
    case "credits_low":
      return routes.credits;
    case "number_disconnected":
    case "number_silent":
    case "qr_needed":
    case "other_account_paired":
    case "outreach_restricted":
      return routes.instances;
    case "ai_budget_warning":
    case "ai_budget_reached":
    case "own_key_failed":
      return routes.settings;
  }
}
