"use client";

import { useQuery } from "convex/react";
import { useState, type KeyboardEvent } from "react";
import { api } from "@/convex/_generated/api";
import { renderCannedReply, type CannedValues } from "@/lib/inbox/canned-reply";
import { readDraft, writeDraft } from "../drafts";
import { type CannedReply } from "../views";

const COMMAND = /(^|\s)\/([^\s/]{0,32})$/;
const MOST_SHOWN = 8;

export interface CannedState {
  isOpen: boolean;
  replies: CannedReply[];
  hasAny: boolean;
  active: number;
  missing: string[];
  setActive: (index: number) => void;
  choose: (reply: CannedReply) => void;
  dismiss: () => void;
}

/** Asks for the saved answers, after what is already written. */
export function startCommand(conversationId: string): void {
  const draft = readDraft(conversationId, "reply");
  const gap = draft === "" || /\s$/.test(draft) ? "" : " ";
  writeDraft(conversationId, "reply", `${draft}${gap}/`);
}

/** The saved answers a draft that ends in a slash and a word asks for. */
export function useCannedReplies(
  draft: string,
  setDraft: (text: string) => void,
  values: CannedValues,
): CannedState {
  const command = COMMAND.exec(draft);
  const wanted = command?.[2]?.toLowerCase() ?? null;
  const before = draft.slice(0, command?.index ?? 0) + (command?.[1] ?? "");
  const [position, setPosition] = useState({ draft, index: 0 });
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [missing, setMissing] = useState<string[]>([]);
  const all = useQuery(
    api.conversations.cannedReplies.list,
    wanted === null ? "skip" : {},
  );
  const replies = matching(all ?? [], wanted ?? "");
  const isOpen =
    wanted !== null &&
    dismissed !== draft &&
    (before === "" || replies.length > 0);
  const active = position.draft === draft ? position.index : 0;
  const setActive = (index: number) => setPosition({ draft, index });
  const choose = (reply: CannedReply) => {
    const rendered = renderCannedReply(reply.body, values);
    if (rendered.ok) setDraft(before + rendered.text);
    setMissing(rendered.ok ? [] : rendered.missing);
  };
  return {
    isOpen,
    replies,
    hasAny: (all?.length ?? 0) > 0,
    active,
    missing: isOpen ? missing : [],
    setActive,
    choose,
    dismiss: () => setDismissed(draft),
  };
}

/** The menu's keys; true when the key was one of them. */
export function pressedInMenu(
  { isOpen, replies, active, setActive, choose, dismiss }: CannedState,
  event: KeyboardEvent,
): boolean {
  if (!isOpen) return false;
  const chosen = replies[active];
  const step = new Map([
    ["ArrowDown", 1],
    ["ArrowUp", -1],
  ]).get(event.key);
  if (step !== undefined && replies.length > 0) {
    setActive((active + step + replies.length) % replies.length);
  } else if (event.key === "Escape") {
    dismiss();
  } else if (["Enter", "Tab"].includes(event.key) && chosen !== undefined) {
    choose(chosen);
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

function matching(all: CannedReply[], wanted: string): CannedReply[] {
  return all
    .filter(
      ({ shortcut, title }) =>
        shortcut.includes(wanted) || title.toLowerCase().includes(wanted),
    )
    .slice(0, MOST_SHOWN);
}
