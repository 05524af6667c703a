"use client";

import { CircleAlert, Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { cn } from "@/lib/ui/cn";
import { useClock, useIsAhead } from "../use-clock";
import { type ConversationActions } from "../use-conversation-actions";
import { usePersonName } from "../use-names";
import { type Conversation } from "../views";

interface Props {
  conversation: Conversation;
  actions: ConversationActions;
  canReply: boolean;
}

/** Says that the AI is silent here, why, for how long, and ends it. */
export function HeldBanner(props: Props) {
  const { handoff, takeover } = props.conversation;
  const isTakenOver = useIsAhead(takeover?.until ?? null);
  if (handoff !== null) return <Handoff {...props} handoff={handoff} />;
  if (takeover !== null && isTakenOver) {
    return <Takeover {...props} takeover={takeover} />;
  }
  return null;
}

function Handoff({
  handoff,
  actions,
  canReply,
}: Props & { handoff: NonNullable<Conversation["handoff"]> }) {
  const t = useTranslations("inbox.held");
  return (
    <Banner tone="warn" icon={<CircleAlert aria-hidden />}>
      <div className="min-w-48 flex-1">
        <p className="text-sm font-medium">{t(`handoff.${handoff.reason}`)}</p>
        <p className="text-xs text-muted">
          {handoff.detail !== "" && (
            <span className="line-clamp-2">{handoff.detail}</span>
          )}
          <RelativeTime at={handoff.requestedAt} /> · {t("silent")}
        </p>
      </div>
      {canReply && (
        <div className="flex gap-1.5">
          <Button
            variant="secondary"
            size="sm"
            onClick={() => void actions.take()}
          >
            {t("take")}
          </Button>
          <Button
            variant="ghost"
            size="sm"
            onClick={() => void actions.resume()}
          >
            {t("resume")}
          </Button>
        </div>
      )}
    </Banner>
  );
}

function Takeover({
  takeover,
  actions,
  canReply,
}: Props & { takeover: NonNullable<Conversation["takeover"]> }) {
  const t = useTranslations("inbox.held");
  const personName = usePersonName();
  const { by, until } = takeover;
  const who =
    by.kind === "phone"
      ? t("byPhone")
      : by.person.isMe
        ? t("byMe")
        : t("by", { name: personName(by.person) });
  return (
    <Banner tone="info" icon={<Hand aria-hidden />}>
      <div className="min-w-48 flex-1">
        <p className="text-sm font-medium">{who}</p>
        <p className="text-xs text-muted">
          <Countdown until={until} />
        </p>
      </div>
      {canReply && (
        <div className="flex gap-1.5">
          <Button
            variant="ghost"
            size="sm"
            onClick={() => void actions.extend()}
          >
            {t("extend")}
          </Button>
          <Button
            variant="secondary"
            size="sm"
            onClick={() => void actions.resume()}
          >
            {t("resume")}
          </Button>
        </div>
      )}
    </Banner>
  );
}

function Countdown({ until }: { until: number }) {
  const t = useTranslations("inbox.held");
  const now = useClock();
  const seconds = Math.max(0, Math.round((until - now) / 1_000));
  const minutes = Math.floor(seconds / 60);
  const time =
    minutes >= 60
      ? t("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
      : `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <span role="timer" className="tabular-nums">
      {t("answersIn", { time })}
    </span>
  );
}

function Banner({
  tone,
  icon,
  children,
}: {
  tone: "warn" | "info";
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      role="status"
      className={cn(
        "flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3 py-2",
        tone === "warn"
          ? "bg-warn-soft [&>svg]:text-warn"
          : "bg-info-soft [&>svg]:text-info",
        "[&>svg]:size-4 [&>svg]:shrink-0",
      )}
    >
      {icon}
      {children}
    </div>
  );
}
