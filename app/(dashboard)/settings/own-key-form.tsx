"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isModelKey } from "@/lib/assistant/own-key";

interface OwnKeyFormProps {
  /** What was typed is forgotten when it resolves and stays when it rejects. */
  onSave: (apiKey: string) => Promise<void>;
  onCancel?: () => void;
}

export function OwnKeyForm({ onSave, onCancel }: OwnKeyFormProps) {
  const t = useTranslations("settings.ownKey");
  const common = useTranslations("common");
  const describe = useErrorText();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isModelKey(text)) {
      setProblem(t("invalid"));
      return;
    }
    setSaving(true);
    try {
      await onSave(text);
      setText("");
    } catch (error) {
      setProblem(describe(error));
    } finally {
      setSaving(false);
    }
  };
  return (
    <form
      className="flex max-w-md flex-col gap-2"
      onSubmit={(event) => void submit(event)}
    >
      <Field label={t("key")} hint={t("keyHint")} error={problem}>
        <Input
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
        />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" size="sm" disabled={isSaving}>
          {t("save")}
        </Button>
        {onCancel !== undefined && (
          <Button size="sm" variant="ghost" onClick={onCancel}>
            {common("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}
