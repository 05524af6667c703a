"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { api } from "@/convex/_generated/api";
import { useInboxAddress } from "../use-inbox-address";
import { type Conversation, type FirstLook, type ThreadEntry } from "../views";
import { Announcer } from "./announcer";
import { ThreadLog } from "./thread-log";
import { ThreadSkeleton } from "./thread-skeleton";
import { useThread, type LogEntry, type Unread } from "./use-thread";

/** The log of an open conversation, with what is unread in it. */
export function ThreadBody({
  conversation,
  canReply,
  first,
}: {
  conversation: Conversation;
  canReply: boolean;
  first: FirstLook | null;
}) {
  const t = useTranslations("inbox.thread");
  const { address, go } = useInboxAddress();
  // What was unread on opening stays marked while the thread is open.
  const [unread] = useState<Unread | null>(() =>
    conversation.unread === 0
      ? null
      : { after: conversation.readUpTo, count: conversation.unread },
  );
  const foundAt = address.found?.sentAt ?? null;
  const thread = useThread(conversation.id, unread, foundAt, first);
  const reading = useReading(conversation, thread.newest, canReply);
  const explain = useCallback(
    (messageId: ThreadEntry["id"]) =>
      go({ whyMessageId: messageId, panel: "open" }),
    [go],
  );
  if (thread.isLoading) return <ThreadSkeleton />;
  if (thread.entries.length === 0) {
    return (
      <EmptyState
        className="flex-1"
        title={t("emptyTitle")}
        body={t("emptyBody")}
      />
    );
  }
  return (
    <>
      <ThreadLog
        key={foundAt ?? "live"}
        entries={thread.entries}
        hasOlder={thread.hasOlder}
        isLoadingOlder={thread.isLoadingOlder}
        onNearTop={thread.loadOlder}
        onAtEnd={reading.setIsAtEnd}
        newCount={newSince(thread.entries, reading.seenUpTo)}
        canReply={canReply}
        foundMessageId={address.found?.messageId ?? null}
        whyMessageId={address.whyMessageId}
        onExplain={explain}
        onLeaveFound={() => {
          if (foundAt !== null) go({ found: null }, "replace");
        }}
      />
      <Announcer newest={thread.newest} />
    </>
  );
}

/** What the reader has seen: everything, while the end is in sight of a visible page. */
function useReading(
  conversation: Conversation,
  newest: ThreadEntry | null,
  canReply: boolean,
) {
  const [isAtEnd, setIsAtEnd] = useState(false);
  const isVisible = useIsPageVisible();
  const [seenUpTo, setSeenUpTo] = useState(newest?.sentAt ?? Infinity);
  const sees = isAtEnd && isVisible;
  const newestAt = newest?.sentAt ?? 0;
  if (sees && newestAt !== 0 && seenUpTo !== newestAt) setSeenUpTo(newestAt);
  const markRead = useMutation(api.conversations.inbox.markRead);
  const { id, unread } = conversation;
  useEffect(() => {
    // A refusal costs nothing: the messages stay unread.
    if (sees && canReply && unread > 0) {
      markRead({ conversationId: id }).catch(() => undefined);
    }
  }, [sees, canReply, unread, newestAt, id, markRead]);
  return { seenUpTo, setIsAtEnd };
}

function newSince(entries: LogEntry[], seenUpTo: number): number {
  return entries.filter(
    (entry) =>
      entry.kind === "message" &&
      entry.message.direction === "inbound" &&
      entry.message.sentAt > seenUpTo,
  ).length;
}

function subscribeToVisibility(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}

function useIsPageVisible(): boolean {
  return useSyncExternalStore(
    subscribeToVisibility,
    () => document.visibilityState === "visible",
    () => false,
  );
}
