"use client";

import { useMutation } from "convex/react";
import { useEffect } from "react";
import { api } from "@/convex/_generated/api";
import { PRESENCE_BEAT_MS } from "@/lib/inbox/presence";
import { type Conversation } from "../views";

const CLAIM_EVERY_MS = 20_000;

/** Tells colleagues who looks and who writes; a lost report only lapses. */
export function usePresence(
  conversationId: Conversation["id"],
  isTyping: boolean,
): void {
  const beat = useMutation(api.conversations.presence.beat);
  const leave = useMutation(api.conversations.presence.leave);
  useEffect(() => {
    const report = () => {
      if (document.visibilityState === "visible") {
        beat({ conversationId, isTyping }).catch(() => undefined);
      }
    };
    report();
    const timer = setInterval(report, PRESENCE_BEAT_MS);
    document.addEventListener("visibilitychange", report);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", report);
    };
  }, [beat, conversationId, isTyping]);
  useEffect(
    () => () => {
      leave({ conversationId }).catch(() => undefined);
    },
    [leave, conversationId],
  );
}

/** Holds the composer while there is something in it, so that two people do not answer at once. */
export function useClaim(
  conversationId: Conversation["id"],
  isWanted: boolean,
): void {
  const claim = useMutation(api.conversations.presence.claim);
  const release = useMutation(api.conversations.presence.release);
  useEffect(() => {
    if (!isWanted) return;
    const ask = () => claim({ conversationId }).catch(() => undefined);
    void ask();
    const timer = setInterval(() => void ask(), CLAIM_EVERY_MS);
    return () => {
      clearInterval(timer);
      release({ conversationId }).catch(() => undefined);
    };
  }, [claim, release, conversationId, isWanted]);
}
