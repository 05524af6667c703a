"use client";

import { Bot, Plug, Smartphone, Sparkles } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";
import { usePersonName } from "../use-names";
import { type ThreadEntry } from "../views";
import { DeliveryMark } from "./delivery-mark";
import { DeliveryProblem } from "./delivery-problem";
import { Media } from "./media";
import { MessageText } from "./message-text";

interface Props {
  entry: ThreadEntry;
  joinsPrevious: boolean;
  joinsNext: boolean;
  isFound: boolean;
  isExplained: boolean;
  canReply: boolean;
  onExplain: (messageId: ThreadEntry["id"]) => void;
}

/** One message, on the side of whoever wrote it. */
export const Bubble = memo(function Bubble(props: Props) {
  const { entry, joinsPrevious, joinsNext, isFound } = props;
  const isOurs = entry.direction === "outbound";
  return (
    <article
      className={cn(
        "flex flex-col px-4",
        isOurs ? "items-end" : "items-start",
        joinsPrevious ? "pt-0.5" : "pt-3",
      )}
    >
      {!joinsPrevious && isOurs && <Byline {...props} />}
      {!joinsPrevious && !isOurs && <CustomerByline />}
      <div
        className={cn(
          "max-w-[min(85%,36rem)] min-w-12 rounded-2xl px-3 py-2",
          lookOf(entry),
          isOurs && joinsPrevious && "rounded-tr-md",
          isOurs && joinsNext && "rounded-br-md",
          !isOurs && joinsPrevious && "rounded-tl-md",
          !isOurs && joinsNext && "rounded-bl-md",
          isFound && "outline-2 outline-offset-2 outline-accent",
        )}
      >
        <Media entry={entry} />
        {entry.text !== "" && <MessageText text={entry.text} />}
      </div>
      {(!joinsNext || isTroubled(entry)) && <Foot {...props} />}
    </article>
  );
});

function isTroubled({ status }: ThreadEntry): boolean {
  return status === "failed" || status === "blocked" || status === "unknown";
}

function lookOf(entry: ThreadEntry): string {
  if (entry.status === "blocked" || entry.status === "failed") {
    return "border border-dashed border-line-strong bg-surface text-muted";
  }
  switch (entry.author.kind) {
    case "customer":
      return "bg-bubble-in shadow-raised";
    case "ai":
      return "bg-bubble";
    case "member":
      return "bg-info-soft";
    case "phone":
    case "api":
    case "system":
      return "border border-line bg-sunken";
  }
}

function CustomerByline() {
  const t = useTranslations("inbox.author");
  return <span className="sr-only">{t("customer")}</span>;
}

function Byline({ entry, isExplained, onExplain }: Props) {
  const t = useTranslations("inbox.author");
  const personName = usePersonName();
  const { author } = entry;
  switch (author.kind) {
    case "ai":
      return (
        <AiByline
          entry={entry}
          isExplained={isExplained}
          onExplain={onExplain}
        />
      );
    case "member":
      return <By>{personName(author.person)}</By>;
    case "phone":
      return <By icon={<Smartphone aria-hidden />}>{t("phone")}</By>;
    case "api":
      return <By icon={<Plug aria-hidden />}>{t("api")}</By>;
    case "system":
      return <By icon={<Bot aria-hidden />}>{t("system")}</By>;
    case "customer":
      return null;
  }
}

function By({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <span className="flex items-center gap-1 pb-1 text-xs text-muted [&_svg]:size-3.5">
      {icon}
      {children}
    </span>
  );
}

function AiByline({
  entry,
  isExplained,
  onExplain,
}: Pick<Props, "entry" | "isExplained" | "onExplain">) {
  const t = useTranslations("inbox.author");
  return (
    <span className="flex items-center gap-1 pb-1 text-xs text-accent">
      <Sparkles aria-hidden className="size-3.5" />
      {t("ai")}
      {entry.hasTrace && (
        <button
          type="button"
          aria-pressed={isExplained}
          onClick={() => onExplain(entry.id)}
          className="ml-0.5 min-h-6 rounded px-1 underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
        >
          {t("why")}
        </button>
      )}
    </span>
  );
}

function Foot({ entry, canReply }: Props) {
  const t = useTranslations("inbox.thread");
  const format = useFormatter();
  const at = new Date(entry.sentAt);
  const exact = format.dateTime(at, { dateStyle: "full", timeStyle: "medium" });
  const isOurs = entry.direction === "outbound";
  return (
    <div className={cn("flex flex-col", isOurs ? "items-end" : "items-start")}>
      <span className="flex items-center gap-1 pt-1 text-[0.6875rem] text-muted">
        <time
          dateTime={at.toISOString()}
          title={
            entry.credits > 0
              ? t("exactTimeAndCost", { exact, count: entry.credits })
              : exact
          }
        >
          {format.dateTime(at, { timeStyle: "short" })}
        </time>
        {isOurs && <DeliveryMark status={entry.status} />}
      </span>
      <DeliveryProblem entry={entry} canReply={canReply} />
    </div>
  );
}
