"use client";

import { usePaginatedQuery, useQuery } from "convex/react";
import { useMemo } from "react";
import { api } from "@/convex/_generated/api";
import { type Conversation, type Note, type ThreadEntry } from "../views";
import { entriesOf, type Entry } from "./entries";

const FIRST_MESSAGES = 40;
/** What is shown after a message that search found. */
const CONTEXT_MS = 15 * 60_000;

export type TimedNote = Note & { sentAt: number };
export type LogEntry = Entry<ThreadEntry, TimedNote>;

export interface Unread {
  after: number;
  count: number;
}

/** The messages and notes of a conversation in the order they are read. */
export function useThread(
  conversationId: Conversation["id"],
  unread: Unread | null,
  foundAt: number | null,
) {
  const { results, status, loadMore } = usePaginatedQuery(
    api.conversations.thread.list,
    foundAt === null
      ? { conversationId }
      : { conversationId, upTo: foundAt + CONTEXT_MS },
    { initialNumItems: FIRST_MESSAGES },
  );
  const notes = useQuery(api.conversations.notes.list, { conversationId });
  const hasOlder = status !== "Exhausted";
  const entries = useMemo(
    (): LogEntry[] =>
      entriesOf<ThreadEntry, TimedNote>({
        messages: [...results].reverse(),
        notes: (notes ?? [])
          .map((note) => ({ ...note, sentAt: note.createdAt }))
          .reverse(),
        hasOlder,
        unread,
        authorOf,
        isInbound: (message) => message.direction === "inbound",
        keyOf: (message) => message.idempotencyKey ?? message.id,
      }),
    [results, notes, hasOlder, unread],
  );
  return {
    entries,
    newest: results[0] ?? null,
    isLoading: status === "LoadingFirstPage" || notes === undefined,
    isLoadingOlder: status === "LoadingMore",
    hasOlder,
    loadOlder: () => {
      if (status === "CanLoadMore") loadMore(60);
    },
  };
}

function authorOf({ author }: ThreadEntry): string {
  return author.kind === "member"
    ? `member:${author.person.memberId ?? ""}`
    : author.kind;
}
