"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { PaletteGroup, PaletteLine } from "./line";

const PAUSE_MS = 150;
const MIN_CHARS = 2;
const SHOWN = 8;

interface ConversationsProps {
  text: string;
  go: (href: string) => void;
}

/** Conversations whose names or messages match what was typed. */
export function Conversations({ text, go }: ConversationsProps) {
  const t = useTranslations("shell");
  const wanted = usePaused(text.trim());
  const searching = wanted.length >= MIN_CHARS;
  const hits = useQuery(
    api.conversations.search.find,
    searching ? { text: wanted } : "skip",
  );
  if (!searching) return null;
  return (
    <PaletteGroup heading={t("palette.conversations")}>
      {hits === undefined && (
        <div
          role="status"
          aria-label={t("palette.searching")}
          className="p-2.5"
        >
          <Skeleton className="h-4 w-2/3" />
        </div>
      )}
      {hits?.slice(0, SHOWN).map((hit) => (
        <PaletteLine
          key={`${hit.conversationId} ${hit.messageId ?? ""}`}
          value={`${hit.conversationId} ${hit.messageId ?? ""}`}
          // The search has matched already; these make the list agree.
          keywords={[text]}
          onSelect={() => go(routes.conversation(hit.conversationId))}
        >
          <Avatar name={hit.contactName ?? hit.contactPhone ?? "?"} size="sm" />
          <span className="min-w-0">
            <span className="block truncate">
              {hit.contactName ?? hit.contactPhone ?? t("palette.unnamed")}
            </span>
            <span className="block truncate text-xs text-muted">
              {hit.snippet}
            </span>
          </span>
        </PaletteLine>
      ))}
    </PaletteGroup>
  );
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
