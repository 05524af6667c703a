"use client";

import { useMutation } from "convex/react";
import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { useDraft, writeDraft } from "../drafts";
import { useAttempt } from "../use-conversation-actions";
import { type Conversation } from "../views";
import { GrowingTextarea } from "./growing-textarea";
import { usePresence } from "./use-presence";

const MAX_CHARS = 4_000;

/** A note for colleagues; it never leaves the business. */
export function NoteField({
  conversationId,
  field,
}: {
  conversationId: Conversation["id"];
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const t = useTranslations("inbox.composer");
  const text = useDraft(conversationId, "note");
  const add = useMutation(api.conversations.notes.add);
  const attempt = useAttempt();
  const [isBusy, setIsBusy] = useState(false);
  usePresence(conversationId, false);
  const save = async () => {
    if (text.trim() === "" || isBusy) return;
    setIsBusy(true);
    if (await attempt(() => add({ conversationId, text }))) {
      writeDraft(conversationId, "note", "");
    }
    setIsBusy(false);
    field.current?.focus();
  };
  return (
    <div className="rounded-panel border border-note-line bg-surface focus-within:border-warn focus-within:ring-1 focus-within:ring-warn">
      <GrowingTextarea
        field={field}
        value={text}
        maxLength={MAX_CHARS}
        dir="auto"
        onChange={(event) =>
          writeDraft(conversationId, "note", event.target.value)
        }
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            void save();
          }
          if (event.key === "Escape") event.currentTarget.blur();
        }}
        placeholder={t("notePlaceholder")}
        aria-label={t("note")}
      />
      <div className="flex items-center gap-2 px-1.5 pb-1.5">
        <span className="flex flex-1 items-center gap-1.5 ps-2 text-xs text-muted">
          <Lock aria-hidden className="size-3.5" />
          {t("noteFree")}
        </span>
        <Button
          size="sm"
          className="h-8"
          variant="secondary"
          disabled={text.trim() === "" || isBusy}
          onClick={() => void save()}
        >
          {t("addNote")}
        </Button>
      </div>
    </div>
  );
}
