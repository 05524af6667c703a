"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useShortcut } from "@/components/shortcuts/use-shortcut";
import { type ConversationActions } from "../use-conversation-actions";
import { useInboxAddress } from "../use-inbox-address";
import { type Conversation } from "../views";

export type ThreadMenu = "assign" | "labels" | "snooze";

export interface ThreadMenus {
  open: ThreadMenu | null;
  setOpen: (menu: ThreadMenu | null) => void;
}

/** The keys of an open conversation, and which of its menus is open. */
export function useThreadShortcuts(
  conversation: Conversation,
  actions: ConversationActions,
  canReply: boolean,
): ThreadMenus {
  const t = useTranslations("inbox.shortcuts");
  const { address, go } = useInboxAddress();
  const [open, setOpen] = useState<ThreadMenu | null>(null);
  const on = { group: t("group") };
  const ifAllowed = { ...on, enabled: canReply };
  useShortcut("a", t("assign"), () => setOpen("assign"), ifAllowed);
  useShortcut("l", t("label"), () => setOpen("labels"), ifAllowed);
  useShortcut("s", t("snooze"), () => setOpen("snooze"), ifAllowed);
  useShortcut("u", t("unread"), () => void actions.markUnread(), ifAllowed);
  const closeOrReopen = () =>
    conversation.status === "closed" ? actions.reopen() : actions.close();
  useShortcut("e", t("close"), () => void closeOrReopen(), ifAllowed);
  const takeOrResume = () =>
    isHeld(conversation) ? actions.resume() : actions.take();
  useShortcut("t", t("takeOver"), () => void takeOrResume(), ifAllowed);
  const toggleDetails = () =>
    go({ panel: address.panel === "open" ? "closed" : "open" });
  useShortcut("i", t("details"), toggleDetails, on);
  const leave = () =>
    address.whyMessageId === null
      ? go({ conversationId: null, found: null })
      : go({ whyMessageId: null });
  useShortcut("escape", t("back"), leave, on);
  return { open, setOpen };
}

function isHeld({ handoff, takeover }: Conversation): boolean {
  return handoff !== null || (takeover !== null && takeover.until > Date.now());
}
