"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/convex/_generated/api";
import { LIMITS } from "@/lib/assistant/limits";
import { useFault } from "./invalid";
import type { Entry } from "./types";

const schema = z.object({
  title: z.string().trim().min(1, "required").max(LIMITS.entryTitle, "tooLong"),
  content: z
    .string()
    .trim()
    .min(1, "required")
    .max(LIMITS.entryContent, "tooLong"),
  category: z.string().trim().max(LIMITS.entryCategory, "tooLong"),
});

type Values = z.infer<typeof schema>;

interface EntryDialogProps {
  /** Null for a new one. */
  entry: Entry | null;
  categories: string[];
  trigger: ReactNode;
}

export function EntryDialog({ entry, categories, trigger }: EntryDialogProps) {
  const t = useTranslations("assistant.knowledge");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {entry === null ? t("add") : t("editTitle")}
          </DialogTitle>
          <DialogDescription>{t("entryHint")}</DialogDescription>
        </DialogHeader>
        <EntryForm
          entry={entry}
          categories={categories}
          close={() => setOpen(false)}
        />
      </DialogContent>
    </Dialog>
  );
}

interface EntryFormProps {
  /** Null for a new one. */
  entry: Entry | null;
  /** What a new one begins with. */
  start?: Pick<Values, "title" | "content">;
  categories: string[];
  close: () => void;
}

function useEntryForm({ entry, start, close }: EntryFormProps) {
  const describe = useErrorText();
  const add = useMutation(api.assistant.knowledge.add);
  const update = useMutation(api.assistant.knowledge.update);
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: {
      title: entry?.title ?? start?.title ?? "",
      content: entry?.content ?? start?.content ?? "",
      category: entry?.category ?? "",
    },
  });
  const submit = form.handleSubmit(async (values) => {
    try {
      if (entry === null) await add(values);
      else await update({ entryId: entry.id, ...values });
      close();
    } catch (error) {
      form.setError("root", { message: describe(error) });
    }
  });
  return { form, submit };
}

/** Writes or changes an entry, inside a dialog. */
export function EntryForm(props: EntryFormProps) {
  const { categories, close } = props;
  const t = useTranslations("assistant.knowledge");
  const common = useTranslations("common");
  const fault = useFault();
  const list = useId();
  const { form, submit } = useEntryForm(props);
  const { errors, isSubmitting } = form.formState;
  const content = useWatch({ control: form.control, name: "content" });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void submit(event)}
    >
      <Field label={t("titleLabel")} error={fault(errors.title)}>
        <Input autoComplete="off" {...form.register("title")} />
      </Field>
      <Field
        label={t("contentLabel")}
        hint={t("contentHint", {
          count: content.length,
          most: LIMITS.entryContent,
        })}
        error={fault(errors.content)}
      >
        <Textarea rows={7} className="max-h-80" {...form.register("content")} />
      </Field>
      <Field
        label={t("category")}
        hint={t("categoryHint")}
        error={fault(errors.category)}
      >
        <Input list={list} autoComplete="off" {...form.register("category")} />
      </Field>
      <datalist id={list}>
        {categories.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {errors.root?.message}
      </p>
      <DialogFooter>
        <Button variant="ghost" onClick={close}>
          {common("cancel")}
        </Button>
        <Button type="submit" disabled={isSubmitting}>
          {isSubmitting ? common("saving") : common("save")}
        </Button>
      </DialogFooter>
    </form>
  );
}
