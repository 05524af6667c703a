"use client";

import { useQuery } from "convex/react";
import { MessageSquare, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import { api } from "@/convex/_generated/api";
import { cn } from "@/lib/ui/cn";
import { type InboxAddress } from "../address";
import { useInboxAddress } from "../use-inbox-address";
import { useContactName } from "../use-names";
import { type SearchHit } from "../views";
import { ListSkeleton } from "./list-skeleton";

const FEWEST_CHARS = 2;

export function SearchResults({ text }: { text: string }) {
  const t = useTranslations("inbox.search");
  const hits = useQuery(
    api.conversations.search.find,
    text.length < FEWEST_CHARS ? "skip" : { text },
  );
  if (text.length < FEWEST_CHARS) {
    return <p className="p-6 text-center text-sm text-muted">{t("short")}</p>;
  }
  if (hits === undefined) return <ListSkeleton />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <p role="status" className="px-3 pt-3 pb-1 text-xs text-muted">
        {t("found", { count: hits.length })}
      </p>
      <ul>
        {hits.map((hit) => (
          <li key={`${hit.conversationId}:${hit.messageId ?? ""}`}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const { address, go, hrefFor } = useInboxAddress();
  const name = useContactName()(hit);
  const target: Partial<InboxAddress> = {
    conversationId: hit.conversationId,
    whyMessageId: null,
    found:
      hit.messageId === null
        ? null
        : { messageId: hit.messageId, sentAt: hit.sentAt },
  };
  const Icon = hit.kind === "contact" ? UserRound : MessageSquare;
  const isOpen =
    hit.conversationId === address.conversationId &&
    hit.messageId === (address.found?.messageId ?? null);
  return (
    <a
      href={hrefFor(target)}
      aria-current={isOpen ? "true" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(target);
      }}
      className={cn(
        "flex gap-2.5 border-b border-line px-3 py-2.5 outline-offset-[-2px]",
        isOpen ? "bg-accent-soft" : "hover:bg-sunken",
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span dir="auto" className="flex-1 truncate text-sm font-medium">
            {name}
          </span>
          <span className="shrink-0 text-xs text-muted">
            <RelativeTime at={hit.sentAt} length="narrow" />
          </span>
        </span>
        <span
          dir="auto"
          className="line-clamp-2 text-[0.8125rem] [overflow-wrap:anywhere] text-muted"
        >
          {hit.snippet}
        </span>
      </span>
    </a>
  );
}
