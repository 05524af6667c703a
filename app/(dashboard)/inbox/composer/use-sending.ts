"use client";

import { insertAtTop, useMutation } from "convex/react";
import { useCallback, useState } from "react";
import { api } from "@/convex/_generated/api";
import { type Id } from "@/convex/_generated/dataModel";
import { type Conversation, type ThreadEntry } from "../views";

export interface Unsent {
  text: string;
  idempotencyKey: string;
  error: unknown;
}

/**
 * Sends a reply that shows at once. Words that were refused are kept, with the
 * key they were sent under: trying again can never send them twice.
 */
export function useSending(conversationId: Conversation["id"], myName: string) {
  const write = useMutation(api.messages.outbound.write);
  const [unsent, setUnsent] = useState<Unsent | null>(null);
  const send = useCallback(
    async (text: string, how: { force: boolean; idempotencyKey?: string }) => {
      const idempotencyKey = how.idempotencyKey ?? crypto.randomUUID();
      const entry = optimisticEntry(text, idempotencyKey, myName, Date.now());
      setUnsent(null);
      try {
        await write.withOptimisticUpdate((store) =>
          insertAtTop({
            paginatedQuery: api.conversations.thread.list,
            argsToMatch: { conversationId },
            localQueryStore: store,
            item: entry,
          }),
        )({ conversationId, text, idempotencyKey, force: how.force });
      } catch (error) {
        setUnsent({ text, idempotencyKey, error });
      }
    },
    [write, conversationId, myName],
  );
  return { send, unsent, forget: () => setUnsent(null) };
}

function optimisticEntry(
  text: string,
  idempotencyKey: string,
  myName: string,
  sentAt: number,
): ThreadEntry {
  return {
    // Replaced by the stored message; never sent anywhere.
    id: `unsaved:${idempotencyKey}` as Id<"messages">,
    direction: "outbound",
    author: {
      kind: "member",
      person: { memberId: null, name: myName, isMe: true },
    },
    text: text.trim(),
    messageType: "text",
    status: "queued",
    reason: null,
    sentAt,
    media: null,
    credits: 0,
    refunded: false,
    purpose: "manual",
    hasTrace: false,
    canRetry: false,
    retryOf: null,
    retriedBy: null,
    idempotencyKey,
  };
}
