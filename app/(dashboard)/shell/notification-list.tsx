"use client";

import { useMutation, useQuery } from "convex/react";
import { BellOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { useSession } from "../session";
import { NotificationLine } from "./notification-line";

export function NotificationList({ close }: { close: () => void }) {
  const t = useTranslations("shell.notifications");
  const list = useQuery(api.notifications.feed.list, {});
  return (
    <>
      <div className="flex h-11 shrink-0 items-center justify-between border-b border-line ps-4 pe-2">
        <h2 className="text-sm font-semibold">{t("title")}</h2>
        {list?.some(({ readAt }) => readAt === null) === true && (
          <MarkAllRead />
        )}
      </div>
      {list === undefined && <Loading />}
      {list?.length === 0 && (
        <EmptyState
          icon={<BellOff />}
          title={t("empty")}
          body={t("emptyBody")}
          className="py-8"
        />
      )}
      {list !== undefined && list.length > 0 && (
        <ul className="min-h-0 overflow-y-auto p-1">
          {list.map((notification) => (
            <li key={notification.id}>
              <NotificationLine notification={notification} onFollow={close} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function MarkAllRead() {
  const t = useTranslations("shell.notifications");
  const { can } = useSession();
  const markAllRead = useMutation(api.notifications.feed.markAllRead);
  const errorText = useErrorText();
  if (!can("reply")) return null;
  return (
    <Button
      variant="ghost"
      size="sm"
      onClick={() => {
        markAllRead({}).catch((error: unknown) => {
          toast.error(errorText(error));
        });
      }}
    >
      {t("markAllRead")}
    </Button>
  );
}

function Loading() {
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="h-4 w-4/5" />
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-4 w-4/5" />
    </div>
  );
}
