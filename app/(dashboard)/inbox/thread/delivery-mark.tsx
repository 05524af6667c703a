"use client";

import {
  Ban,
  Check,
  CheckCheck,
  CircleAlert,
  CircleHelp,
  Clock3,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";
import { type ThreadEntry } from "../views";

type Sent = Exclude<ThreadEntry["status"], "received">;

const MARKS = {
  queued: { icon: Clock3, tone: "text-muted" },
  sending: { icon: Clock3, tone: "text-muted" },
  sent: { icon: Check, tone: "text-muted" },
  delivered: { icon: CheckCheck, tone: "text-muted" },
  read: { icon: CheckCheck, tone: "text-info" },
  failed: { icon: CircleAlert, tone: "text-bad" },
  unknown: { icon: CircleHelp, tone: "text-warn" },
  blocked: { icon: Ban, tone: "text-bad" },
} as const satisfies Record<Sent, unknown>;

/** How far a message got, as a sign that is also said. */
export function DeliveryMark({ status }: { status: ThreadEntry["status"] }) {
  const t = useTranslations("inbox.delivery");
  if (status === "received") return null;
  const { icon: Icon, tone } = MARKS[status];
  return (
    <span title={t(status)} className={cn("inline-flex", tone)}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{t(status)}</span>
    </span>
  );
}
