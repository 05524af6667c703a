"use client";

import { useMutation, useQuery } from "convex/react";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

interface TenantNotesProps {
  tenantId: Id<"tenants">;
}

/** What operators know about a business; it never sees it. */
export function TenantNotes({ tenantId }: TenantNotesProps) {
  const t = useTranslations("operator.notes");
  const notes = useQuery(api.operators.notes.list, { tenantId });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <p className="text-xs text-muted">{t("hint")}</p>
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        <NoteForm tenantId={tenantId} />
        <ul className="flex flex-col gap-2">
          {(notes ?? []).map((note) => (
            <li
              key={note.id}
              className="flex items-start gap-2 rounded-control bg-sunken px-3 py-2 text-sm"
            >
              <div className="min-w-0 flex-1">
                <p className="break-words whitespace-pre-wrap">{note.text}</p>
                <p className="mt-0.5 text-xs text-muted">
                  {note.by ?? t("formerOperator")} ·{" "}
                  <RelativeTime at={note.createdAt} />
                </p>
              </div>
              {note.isMine && <RemoveButton noteId={note.id} />}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function NoteForm({ tenantId }: TenantNotesProps) {
  const t = useTranslations("operator.notes");
  const errorText = useErrorText();
  const add = useMutation(api.operators.notes.add);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await add({ tenantId, text });
      setText("");
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="flex flex-col items-end gap-2"
    >
      <Textarea
        aria-label={t("label")}
        placeholder={t("label")}
        rows={2}
        maxLength={2_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="submit"
        size="sm"
        variant="secondary"
        disabled={busy || text.trim() === ""}
      >
        {t("add")}
      </Button>
    </form>
  );
}

function RemoveButton({ noteId }: { noteId: Id<"operatorNotes"> }) {
  const t = useTranslations("operator.notes");
  const errorText = useErrorText();
  const remove = useMutation(api.operators.notes.remove);
  const press = async () => {
    try {
      await remove({ noteId });
      toast.success(t("removed"));
    } catch (error) {
      toast.error(errorText(error));
    }
  };
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={t("remove")}
      onClick={() => void press()}
    >
      <Trash2 aria-hidden="true" />
    </Button>
  );
}
