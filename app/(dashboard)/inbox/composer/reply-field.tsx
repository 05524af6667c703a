"use client";

import { MessageSquareQuote, SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, type KeyboardEvent, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { cn } from "@/lib/ui/cn";
import { useSession } from "../../session";
import { useDraft, writeDraft } from "../drafts";
import { type Conversation } from "../views";
import { CannedMenu } from "./canned-menu";
import { GrowingTextarea } from "./growing-textarea";
import { UnsentNotice } from "./unsent-notice";
import {
  pressedInMenu,
  startCommand,
  useCannedReplies,
} from "./use-canned-replies";
import { useSending } from "./use-sending";

const MAX_CHARS = 4_096;

interface Props {
  conversation: Conversation;
  businessName: string;
  field: RefObject<HTMLTextAreaElement | null>;
  price: number | null;
  available: number | null;
  isDisabled: boolean;
  isForced: boolean;
  onSent: () => void;
}

/** A message to the customer. Enter sends, Shift+Enter starts a line. */
export function ReplyField(props: Props) {
  const { conversation, field, isDisabled } = props;
  const t = useTranslations("inbox.composer");
  const { name, email } = useSession();
  const draft = useDraft(conversation.id, "reply");
  const setDraft = (text: string) => writeDraft(conversation.id, "reply", text);
  const sending = useSending(conversation.id, name ?? email ?? "");
  const canned = useCannedReplies(draft, setDraft, {
    "contact.name": conversation.contactName,
    "business.name": props.businessName,
    "agent.name": name,
  });
  const menuId = useId();
  const canSend = !isDisabled && draft.trim() !== "" && !canned.isOpen;
  const send = () => {
    if (!canSend) return;
    setDraft("");
    props.onSent();
    void sending.send(draft, { force: props.isForced });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (pressedInMenu(canned, event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape") event.currentTarget.blur();
  };
  return (
    <>
      {sending.unsent !== null && (
        <UnsentNotice
          unsent={sending.unsent}
          onRetry={(force) => {
            const { text, idempotencyKey } = sending.unsent ?? {};
            if (text === undefined || idempotencyKey === undefined) return;
            void sending.send(text, { force, idempotencyKey });
          }}
          onEdit={() => {
            setDraft(joined(sending.unsent?.text ?? "", draft));
            sending.forget();
            field.current?.focus();
          }}
          onDiscard={sending.forget}
        />
      )}
      <div className="relative">
        {canned.isOpen && <CannedMenu id={menuId} canned={canned} />}
        <div
          className={cn(
            "rounded-panel border border-line-strong/60 bg-surface focus-within:border-accent focus-within:ring-1 focus-within:ring-accent",
            isDisabled && "opacity-60",
          )}
        >
          <GrowingTextarea
            field={field}
            value={draft}
            disabled={isDisabled}
            maxLength={MAX_CHARS}
            dir="auto"
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={onKeyDown}
            placeholder={t("placeholder")}
            aria-label={t("reply")}
            {...(canned.isOpen
              ? {
                  "aria-controls": menuId,
                  "aria-autocomplete": "list" as const,
                  "aria-activedescendant": `${menuId}-${canned.active}`,
                }
              : {})}
          />
          <ReplyFoot
            price={props.price}
            chars={draft.length}
            isDisabled={isDisabled}
            canSend={canSend}
            onCanned={() => {
              startCommand(conversation.id);
              field.current?.focus();
            }}
            onSend={() => {
              send();
              field.current?.focus();
            }}
          />
        </div>
      </div>
    </>
  );
}

function joined(unsent: string, draft: string): string {
  return draft.trim() === "" ? unsent : `${unsent}\n${draft}`;
}

interface FootProps {
  price: number | null;
  chars: number;
  isDisabled: boolean;
  canSend: boolean;
  onCanned: () => void;
  onSend: () => void;
}

function ReplyFoot(props: FootProps) {
  const t = useTranslations("inbox.composer");
  return (
    <div className="flex items-center gap-2 px-1.5 pb-1.5">
      <Hint text={t("cannedKey")}>
        <Button
          variant="ghost"
          size="icon"
          disabled={props.isDisabled}
          aria-label={t("canned")}
          onClick={props.onCanned}
        >
          <MessageSquareQuote aria-hidden />
        </Button>
      </Hint>
      <span className="ml-auto text-xs text-muted tabular-nums">
        {props.chars > MAX_CHARS - 500
          ? t("charsLeft", { count: MAX_CHARS - props.chars })
          : props.price !== null && t("cost", { count: props.price })}
      </span>
      <Button
        size="sm"
        className="h-8"
        disabled={!props.canSend}
        onClick={props.onSend}
      >
        {t("send")}
        <SendHorizontal aria-hidden />
      </Button>
    </div>
  );
}
