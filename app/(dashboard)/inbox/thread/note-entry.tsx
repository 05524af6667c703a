"use client";

import { useMutation } from "convex/react";
import { Lock, Pencil, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { useAttempt } from "../use-conversation-actions";
import { usePersonName } from "../use-names";
import { type Note } from "../views";
import { MessageText } from "./message-text";

/** What members tell each other; never sent, and never to be taken for a message. */
export function NoteEntry({ note }: { note: Note }) {
  const t = useTranslations("inbox.note");
  const format = useFormatter();
  const [isEditing, setIsEditing] = useState(false);
  const name = usePersonName()(note.author);
  return (
    <article className="flex flex-col px-4 pt-3">
      <div className="mx-auto w-full max-w-xl rounded-lg border border-dashed border-note-line bg-note px-3 py-2">
        <div className="flex items-center gap-1.5 text-xs text-muted">
          <Lock aria-hidden className="size-3.5" />
          <span className="font-medium text-ink">{t("internal")}</span>
          <span className="min-w-0 truncate">{name}</span>
          <time
            className="shrink-0"
            dateTime={new Date(note.createdAt).toISOString()}
          >
            {format.dateTime(note.createdAt, { timeStyle: "short" })}
          </time>
          {note.editedAt !== null && <span>{t("edited")}</span>}
          {note.author.isMe && !isEditing && (
            <NoteTools note={note} onEdit={() => setIsEditing(true)} />
          )}
        </div>
        {isEditing ? (
          <NoteEditor note={note} onDone={() => setIsEditing(false)} />
        ) : (
          <MessageText text={note.text} />
        )}
      </div>
    </article>
  );
}

function NoteTools({ note, onEdit }: { note: Note; onEdit: () => void }) {
  const t = useTranslations("inbox.note");
  const remove = useMutation(api.conversations.notes.remove);
  return (
    <span className="ml-auto flex">
      <Button
        variant="ghost"
        size="icon"
        className="size-6"
        aria-label={t("edit")}
        onClick={onEdit}
      >
        <Pencil aria-hidden className="size-3.5" />
      </Button>
      <ConfirmDialog
        trigger={
          <Button
            variant="ghost"
            size="icon"
            className="size-6"
            aria-label={t("remove")}
          >
            <Trash2 aria-hidden className="size-3.5" />
          </Button>
        }
        title={t("removeTitle")}
        description={t("removeBody")}
        confirmLabel={t("remove")}
        onConfirm={() => remove({ noteId: note.id })}
      />
    </span>
  );
}

const MAX_NOTE_CHARS = 4_000;

function NoteEditor({ note, onDone }: { note: Note; onDone: () => void }) {
  const t = useTranslations("inbox.note");
  const edit = useMutation(api.conversations.notes.edit);
  const attempt = useAttempt();
  const [text, setText] = useState(note.text);
  const save = async () => {
    if (await attempt(() => edit({ noteId: note.id, text }))) onDone();
  };
  return (
    <div className="flex flex-col gap-2 pt-1">
      <Textarea
        autoFocus
        value={text}
        maxLength={MAX_NOTE_CHARS}
        aria-label={t("edit")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
        }}
      />
      <div className="flex justify-end gap-2">
        <Button variant="ghost" size="sm" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button
          size="sm"
          disabled={text.trim() === ""}
          onClick={() => void save()}
        >
          {t("save")}
        </Button>
      </div>
    </div>
  );
}
