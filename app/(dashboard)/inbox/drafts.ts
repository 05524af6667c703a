"use client";

import { useSyncExternalStore } from "react";

export type DraftKind = "reply" | "note";

const PREFIX = "aibud:draft:";
const listeners = new Set<() => void>();

function keyOf(conversationId: string, kind: DraftKind): string {
  return `${PREFIX}${kind}:${conversationId}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** What was left unsent in this browser; empty where storage is refused. */
export function readDraft(conversationId: string, kind: DraftKind): string {
  try {
    return localStorage.getItem(keyOf(conversationId, kind)) ?? "";
  } catch {
    return "";
  }
}

export function writeDraft(
  conversationId: string,
  kind: DraftKind,
  text: string,
): void {
  try {
    if (text === "") localStorage.removeItem(keyOf(conversationId, kind));
    else localStorage.setItem(keyOf(conversationId, kind), text);
  } catch {
    // A full or forbidden storage costs the draft, never the typing.
  }
  for (const listener of listeners) listener();
}

/** The draft of a conversation, live across the list, the composer and other tabs. */
export function useDraft(conversationId: string, kind: DraftKind): string {
  return useSyncExternalStore(
    subscribe,
    () => readDraft(conversationId, kind),
    () => "",
  );
}
