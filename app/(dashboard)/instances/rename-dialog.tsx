"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/convex/_generated/api";
import type { LinkedNumber } from "./types";

interface RenameDialogProps {
  number: LinkedNumber;
  open: boolean;
  onClose: () => void;
}

export function RenameDialog({ number, open, onClose }: RenameDialogProps) {
  const t = useTranslations("instances");
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t("rename.title")}</DialogTitle>
        </DialogHeader>
        <RenameForm number={number} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

interface RenameFormProps {
  number: LinkedNumber;
  onDone: () => void;
}

function RenameForm({ number, onDone }: RenameFormProps) {
  const t = useTranslations("instances");
  const common = useTranslations("common");
  const describe = useErrorText();
  const update = useMutation(api.instances.numbers.update);
  const [label, setLabel] = useState(number.label);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() === "") {
      setFailure(t("labelInvalid"));
      return;
    }
    try {
      await update({ instanceId: number.id, label });
      toast.success(t("rename.done"));
      onDone();
    } catch (error) {
      setFailure(describe(error));
    }
  };
  return (
    <form className="contents" onSubmit={(event) => void submit(event)}>
      <Field label={t("rename.label")} hint={t("rename.hint")} error={failure}>
        <Input
          value={label}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setLabel(event.target.value)}
        />
      </Field>
      <DialogFooter>
        <Button type="submit">{common("save")}</Button>
      </DialogFooter>
    </form>
  );
}
