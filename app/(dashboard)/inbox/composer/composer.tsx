"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useCallback, useRef, useState, type RefObject } from "react";
import { useShortcut } from "@/components/shortcuts/use-shortcut";
import { api } from "@/convex/_generated/api";
import { cn } from "@/lib/ui/cn";
import { useSession } from "../../session";
import { useDraft, type DraftKind } from "../drafts";
import { useIsAhead } from "../use-clock";
import { type ComposerState, type Conversation } from "../views";
import { blockOf, type Block } from "./block";
import { BlockNotice } from "./block-notice";
import { ComposerTabs } from "./composer-tabs";
import { NoteField } from "./note-field";
import { ReplyField } from "./reply-field";
import { startCommand } from "./use-canned-replies";
import { useClaim, usePresence } from "./use-presence";

interface Props {
  conversation: Conversation;
  canReply: boolean;
}

/** Where members write: to the customer, or to each other. */
export function Composer({ conversation, canReply }: Props) {
  const t = useTranslations("inbox.composer");
  const [mode, setMode] = useState<DraftKind>("reply");
  const field = useRef<HTMLTextAreaElement>(null);
  const focus = useCallback((wanted: DraftKind) => {
    setMode(wanted);
    // The other field has to be there first.
    requestAnimationFrame(() => field.current?.focus());
  }, []);
  useComposerShortcuts(conversation.id, focus, canReply);
  return (
    <section
      aria-label={t("title")}
      className={cn(
        "border-t border-line px-3 pt-1.5 pb-3 transition-colors",
        mode === "note" ? "bg-note" : "bg-surface",
      )}
    >
      {canReply ? (
        <>
          <ComposerTabs mode={mode} onChange={focus} />
          {mode === "reply" ? (
            <Reply conversation={conversation} field={field} />
          ) : (
            <NoteField conversationId={conversation.id} field={field} />
          )}
        </>
      ) : (
        <>
          <BlockNotice block={{ kind: "viewer" }} onForce={() => undefined} />
          <Watching conversationId={conversation.id} />
        </>
      )}
    </section>
  );
}

function useComposerShortcuts(
  conversationId: Conversation["id"],
  focus: (mode: DraftKind) => void,
  canReply: boolean,
): void {
  const t = useTranslations("inbox.shortcuts");
  const ifAllowed = { group: t("group"), enabled: canReply };
  useShortcut("r", t("reply"), () => focus("reply"), ifAllowed);
  useShortcut("n", t("note"), () => focus("note"), ifAllowed);
  const openCanned = () => {
    startCommand(conversationId);
    focus("reply");
  };
  useShortcut("/", t("canned"), openCanned, ifAllowed);
}

function Watching({ conversationId }: { conversationId: Conversation["id"] }) {
  usePresence(conversationId, false);
  return null;
}

function Reply({
  conversation,
  field,
}: {
  conversation: Conversation;
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const state = useQuery(api.conversations.composer.get, {
    conversationId: conversation.id,
  });
  const draft = useDraft(conversation.id, "reply");
  const [isForced, setIsForced] = useState(false);
  const { block, isTyping } = useBlock(state, draft, isForced);
  usePresence(conversation.id, isTyping);
  useClaim(conversation.id, isTyping);
  const { active } = useSession();
  return (
    <>
      {block !== null && (
        <BlockNotice block={block} onForce={() => setIsForced(true)} />
      )}
      <ReplyField
        conversation={conversation}
        businessName={active.name}
        field={field}
        price={state?.price ?? null}
        available={state?.available ?? null}
        isDisabled={block !== null}
        isForced={isForced}
        onSent={() => setIsForced(false)}
      />
    </>
  );
}

function useBlock(
  state: ComposerState | undefined,
  draft: string,
  isForced: boolean,
): { block: Block | null; isTyping: boolean } {
  const isLockAhead = useIsAhead(state?.lock?.until ?? null);
  const block =
    state === undefined
      ? null
      : blockOf({
          canReply: true,
          blocked: state.blocked,
          lock: isLockAhead ? state.lock : null,
          isForced,
        });
  return { block, isTyping: block === null && draft.trim() !== "" };
}
