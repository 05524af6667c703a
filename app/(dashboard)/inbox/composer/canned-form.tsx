"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { CANNED_VARIABLES, unknownVariables } from "@/lib/inbox/canned-reply";
import { type CannedReply } from "../views";

interface Props {
  reply: CannedReply | null;
  onDone: () => void;
}

export function CannedForm({ reply, onDone }: Props) {
  const t = useTranslations("inbox.canned");
  const errorText = useErrorText();
  const create = useMutation(api.conversations.cannedReplies.create);
  const update = useMutation(api.conversations.cannedReplies.update);
  const [fields, setFields] = useState({
    shortcut: reply?.shortcut ?? "",
    title: reply?.title ?? "",
    body: reply?.body ?? "",
  });
  const [error, setError] = useState<string | null>(null);
  const unknown = unknownVariables(fields.body);
  const isReady =
    Object.values(fields).every((value) => value.trim() !== "") &&
    unknown.length === 0;
  const save = async () => {
    try {
      if (reply === null) await create(fields);
      else await update({ replyId: reply.id, ...fields });
      onDone();
    } catch (thrown) {
      setError(errorText(thrown));
    }
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void save();
      }}
    >
      <Field label={t("shortcut")} hint={t("shortcutHint")} error={error}>
        <Input
          value={fields.shortcut}
          maxLength={32}
          autoComplete="off"
          onChange={(event) =>
            setFields({
              ...fields,
              shortcut: event.target.value
                .toLowerCase()
                .replace(/[^a-z0-9_-]/g, ""),
            })
          }
        />
      </Field>
      <Field label={t("name")}>
        <Input
          value={fields.title}
          maxLength={80}
          onChange={(event) =>
            setFields({ ...fields, title: event.target.value })
          }
        />
      </Field>
      <Field
        label={t("text")}
        hint={t("variables", {
          names: CANNED_VARIABLES.map((name) => `{{${name}}}`).join(" "),
        })}
        error={
          unknown.length > 0
            ? t("unknown", { names: unknown.join(", ") })
            : null
        }
      >
        <Textarea
          value={fields.body}
          maxLength={4_000}
          onChange={(event) =>
            setFields({ ...fields, body: event.target.value })
          }
        />
      </Field>
      <DialogFooter>
        <Button variant="secondary" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button type="submit" disabled={!isReady}>
          {t("save")}
        </Button>
      </DialogFooter>
    </form>
  );
}
