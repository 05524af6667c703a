"use client";

import { usePaginatedQuery, useQuery } from "convex/react";
import { useMemo } from "react";
import { api } from "@/convex/_generated/api";
import {
  type Conversation,
  FIRST_MESSAGES,
  type FirstLook,
  type Note,
  type ThreadEntry,
} from "../views";
import { entriesOf, type Entry } from "./entries";
import { useDayOf } from "./use-day-of";

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
  first: FirstLook | null,
) {
  const live = usePaginatedQuery(
    api.conversations.thread.list,
    foundAt === null
      ? { conversationId }
      : { conversationId, upTo: foundAt + CONTEXT_MS },
    { initialNumItems: FIRST_MESSAGES },
  );
  const isWaiting = live.status === "LoadingFirstPage";
  const begin = isWaiting && foundAt === null ? first : null;
  const results = begin?.messages.page ?? live.results;
  const notes =
    useQuery(api.conversations.notes.list, { conversationId }) ?? first?.notes;
  const hasOlder = begin ? !begin.messages.isDone : live.status !== "Exhausted";
  const dayOf = useDayOf();
  const entries = useMemo(
    (): LogEntry[] =>
      entriesOf<ThreadEntry, TimedNote>({
        messages: [...results].reverse(),
        notes: (notes ?? [])
          .map((note) => ({ ...note, sentAt: note.createdAt }))
          .reverse(),
        hasOlder,
        unread,
        dayOf,
        authorOf,
        isInbound: (message) => message.direction === "inbound",
        keyOf: (message) => message.idempotencyKey ?? message.id,
      }),
    [results, notes, hasOlder, unread, dayOf],
  );
  return {
    entries,
    newest: results[0] ?? null,
    isLoading: (isWaiting && begin === null) || notes === undefined,
    isLoadingOlder: live.status === "LoadingMore",
    hasOlder,
    loadOlder: () => {
      if (live.status === "CanLoadMore") live.loadMore(60);
    },
  };
}

function authorOf({ author }: ThreadEntry): string {
  return author.kind === "member"
    ? `member:${author.person.memberId ?? ""}`
    : author.kind;
}
