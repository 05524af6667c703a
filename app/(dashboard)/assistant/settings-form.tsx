"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { useUnsaved } from "./unsaved-guard";

interface SettingsFormProps<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  canEdit: boolean;
  onSave: (values: Values) => Promise<unknown>;
  children: ReactNode;
}

/** A form with a save bar that appears with the first change. */
export function SettingsForm<Values extends FieldValues>({
  form,
  canEdit,
  onSave,
  children,
}: SettingsFormProps<Values>) {
  const t = useTranslations("common");
  const describe = useErrorText();
  const { isDirty, isSubmitting, isSubmitted, isValid } = form.formState;
  useDirty(isDirty);
  const save = form.handleSubmit(async (values) => {
    try {
      await onSave(values);
      form.reset(values);
      toast.success(t("saved"));
    } catch (error) {
      toast.error(describe(error));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      {!canEdit && (
        <p className="mb-4 rounded-control bg-sunken px-3 py-2 text-sm text-muted">
          {t("permissionNeeded.manage_assistant")}
        </p>
      )}
      <fieldset disabled={!canEdit} className="flex min-w-0 flex-col gap-4">
        {children}
      </fieldset>
      {isDirty && (
        <SaveBar
          busy={isSubmitting}
          invalid={isSubmitted && !isValid}
          discard={() => form.reset()}
        />
      )}
    </form>
  );
}

function useDirty(isDirty: boolean) {
  const { setDirty } = useUnsaved();
  useEffect(() => {
    setDirty(isDirty);
    return () => setDirty(false);
  }, [isDirty, setDirty]);
}

interface SaveBarProps {
  busy: boolean;
  invalid: boolean;
  discard: () => void;
}

function SaveBar({ busy, invalid, discard }: SaveBarProps) {
  const t = useTranslations("common");
  const words = useTranslations("assistant.save");
  return (
    <div className="sticky bottom-3 z-10 mt-4 flex flex-row-reverse flex-wrap items-center justify-end gap-3 rounded-panel bg-surface px-4 py-3 shadow-float">
      <p role="status" className={invalid ? "text-sm text-bad" : "text-sm"}>
        {invalid ? words("invalid") : t("unsavedChanges")}
      </p>
      <div className="flex gap-2">
        <Button variant="ghost" onClick={discard} disabled={busy}>
          {words("discard")}
        </Button>
        <Button type="submit" disabled={busy}>
          {busy ? t("saving") : t("save")}
        </Button>
      </div>
    </div>
  );
}
