"use client";

import { useMutation } from "convex/react";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
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
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

const MOST = 10;

interface AddNumberProps {
  count: number;
  canManage: boolean;
  onCreated: (instanceId: Id<"instances">) => void;
}

export function AddNumber({ count, canManage, onCreated }: AddNumberProps) {
  const t = useTranslations("instances");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const reason = !canManage
    ? common("permissionNeeded.manage_numbers")
    : count >= MOST
      ? t("limitReached", { count: MOST })
      : undefined;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button disabled={reason !== undefined} title={reason}>
          <Plus aria-hidden="true" />
          {t("add")}
        </Button>
      </DialogTrigger>
      {reason !== undefined && (
        <p className="text-[0.8125rem] text-muted">{reason}</p>
      )}
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("create.title")}</DialogTitle>
          <DialogDescription>{t("create.body")}</DialogDescription>
        </DialogHeader>
        <AddForm
          onCreated={(instanceId) => {
            setOpen(false);
            onCreated(instanceId);
          }}
        />
      </DialogContent>
    </Dialog>
  );
}

/** Asks for a name and creates the number. */
export function AddForm({ onCreated }: Pick<AddNumberProps, "onCreated">) {
  const t = useTranslations("instances");
  const describe = useErrorText();
  const create = useMutation(api.instances.sessions.create);
  const [label, setLabel] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() === "") {
      setFailure(t("labelInvalid"));
      return;
    }
    setPending(true);
    setFailure(null);
    try {
      onCreated(await create({ label }));
    } catch (error) {
      setFailure(describe(error));
      setPending(false);
    }
  };
  return (
    <form className="contents" onSubmit={(event) => void submit(event)}>
      <Field label={t("rename.label")} hint={t("rename.hint")} error={failure}>
        <Input
          value={label}
          maxLength={60}
          placeholder={t("create.placeholder")}
          autoComplete="off"
          onChange={(event) => setLabel(event.target.value)}
        />
      </Field>
      <DialogFooter>
        <Button type="submit" disabled={pending}>
          {t("create.submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
