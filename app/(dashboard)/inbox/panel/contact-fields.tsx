"use client";

import { useMutation } from "convex/react";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { useAttempt } from "../use-conversation-actions";
import { type PanelView } from "../views";
import { Section } from "./section";

type Contact = PanelView["contact"];

const STAGES = ["new", "qualified", "customer", "lost"] as const;

interface Props {
  contact: Contact;
  canEdit: boolean;
}

/** Stage, tags and the note kept on a person. */
export function ContactFields({ contact, canEdit }: Props) {
  const t = useTranslations("inbox.panel");
  const update = useMutation(api.contacts.profile.update);
  const attempt = useAttempt();
  const change = (patch: Partial<Pick<Contact, "stage" | "tags" | "note">>) =>
    attempt(() => update({ contactId: contact.id, patch }));
  return (
    <>
      <Section title={t("stage")}>
        {canEdit ? (
          <NativeSelect
            aria-label={t("stage")}
            value={contact.stage}
            onChange={(event) => {
              const stage = STAGES.find((one) => one === event.target.value);
              if (stage !== undefined) void change({ stage });
            }}
          >
            {STAGES.map((stage) => (
              <option key={stage} value={stage}>
                {t(`stages.${stage}`)}
              </option>
            ))}
          </NativeSelect>
        ) : (
          <p className="text-sm">{t(`stages.${contact.stage}`)}</p>
        )}
      </Section>
      <Section title={t("tags")}>
        <Tags
          tags={contact.tags}
          canEdit={canEdit}
          onChange={(tags) => change({ tags })}
        />
      </Section>
      <Section title={t("note")}>
        <ContactNote
          note={contact.note}
          canEdit={canEdit}
          onSave={(note) => change({ note })}
        />
      </Section>
    </>
  );
}

const MOST_TAGS = 20;
const MAX_TAG_CHARS = 40;

function Tags({
  tags,
  canEdit,
  onChange,
}: {
  tags: string[];
  canEdit: boolean;
  onChange: (tags: string[]) => Promise<boolean>;
}) {
  const t = useTranslations("inbox.panel");
  const [text, setText] = useState("");
  const add = async () => {
    const tag = text.trim().toLowerCase();
    if (tag === "" || tags.includes(tag)) return;
    if (await onChange([...tags, tag])) setText("");
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {tags.length === 0 && !canEdit && (
        <p className="text-sm text-muted">{t("none")}</p>
      )}
      {tags.map((tag) => (
        <Badge key={tag} className="h-6">
          {tag}
          {canEdit && (
            <button
              type="button"
              aria-label={t("removeTag", { tag })}
              onClick={() => void onChange(tags.filter((one) => one !== tag))}
              className="-mr-1.5 grid size-6 place-items-center rounded text-muted hover:text-ink"
            >
              <X aria-hidden />
            </button>
          )}
        </Badge>
      ))}
      {canEdit && tags.length < MOST_TAGS && (
        <Input
          value={text}
          maxLength={MAX_TAG_CHARS}
          aria-label={t("addTag")}
          placeholder={t("addTag")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            void add();
          }}
          className="h-7 w-28 flex-1 px-2 text-xs"
        />
      )}
    </div>
  );
}

const MAX_NOTE_CHARS = 4_000;

function ContactNote({
  note,
  canEdit,
  onSave,
}: {
  note: string;
  canEdit: boolean;
  onSave: (note: string) => Promise<boolean>;
}) {
  const t = useTranslations("inbox.panel");
  const [draft, setDraft] = useState<string | null>(null);
  if (!canEdit) {
    return (
      <p className="text-sm whitespace-pre-wrap text-muted">
        {note === "" ? t("none") : note}
      </p>
    );
  }
  const isChanged = draft !== null && draft !== note;
  return (
    <div className="flex flex-col gap-2">
      <Textarea
        value={draft ?? note}
        maxLength={MAX_NOTE_CHARS}
        aria-label={t("note")}
        placeholder={t("notePlaceholder")}
        onChange={(event) => setDraft(event.target.value)}
        className="min-h-16"
      />
      {isChanged && (
        <div className="flex justify-end gap-2">
          <Button variant="ghost" size="sm" onClick={() => setDraft(null)}>
            {t("cancel")}
          </Button>
          <Button
            size="sm"
            onClick={async () => {
              if (await onSave(draft)) setDraft(null);
            }}
          >
            {t("save")}
          </Button>
        </div>
      )}
    </div>
  );
}
