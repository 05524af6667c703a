"use client";

import { useQuery } from "convex/react";
import { Bell as BellIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { announce } from "@/components/feedback/live-region";
import { Button } from "@/components/ui/button";
import {
  Popover,
  PopoverContent,
  PopoverTrigger,
} from "@/components/ui/popover";
import { api } from "@/convex/_generated/api";

const NotificationList = dynamic(() =>
  import("./notification-list").then((loaded) => loaded.NotificationList),
);

/** What happened while nobody looked; live. */
export function Bell() {
  const t = useTranslations("shell.notifications");
  const [open, setOpen] = useState(false);
  const count = useQuery(api.notifications.feed.unreadCount, {}) ?? 0;
  useAnnouncedArrivals(count);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("label", { count })}
          className="relative text-muted"
        >
          <BellIcon aria-hidden="true" />
          {count > 0 && (
            <span
              aria-hidden="true"
              className="absolute end-1 top-1 size-2 rounded-full bg-bad ring-2 ring-surface"
            />
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={t("title")}
        className="flex w-[22rem] flex-col p-0"
      >
        <NotificationList close={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

function useAnnouncedArrivals(count: number) {
  const t = useTranslations("shell.notifications");
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (before.current !== null && count > before.current) {
      announce(t("label", { count }));
    }
    before.current = count;
  }, [count, t]);
}
