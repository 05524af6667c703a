"use client";

import { useMutation, useQuery } from "convex/react";
import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { api } from "@/convex/_generated/api";
import { LabelDot } from "../label-chip";
import { type Label } from "../views";
import { LabelForm } from "./label-form";

/** The tenant's labels: add, rename, recolour, remove. */
export function LabelManager({ onClose }: { onClose: () => void }) {
  const t = useTranslations("inbox.labels");
  const labels = useQuery(api.conversations.labels.list, {}) ?? [];
  const create = useMutation(api.conversations.labels.create);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-md">
        <DialogHeader>
          <DialogTitle>{t("manage")}</DialogTitle>
          <DialogDescription>{t("manageBody")}</DialogDescription>
        </DialogHeader>
        <ul className="flex max-h-72 flex-col overflow-y-auto">
          {labels.map((label) => (
            <li key={label.id} className="border-b border-line py-1.5">
              <LabelLine label={label} />
            </li>
          ))}
        </ul>
        <LabelForm submitLabel={t("add")} onSubmit={create} clearsAfter />
      </DialogContent>
    </Dialog>
  );
}

function LabelLine({ label }: { label: Label }) {
  const t = useTranslations("inbox.labels");
  const [isEditing, setIsEditing] = useState(false);
  const update = useMutation(api.conversations.labels.update);
  const remove = useMutation(api.conversations.labels.remove);
  if (isEditing) {
    return (
      <LabelForm
        initial={label}
        submitLabel={t("save")}
        onSubmit={async (changed) => {
          await update({ labelId: label.id, ...changed });
          setIsEditing(false);
        }}
        onCancel={() => setIsEditing(false)}
      />
    );
  }
  return (
    <div className="flex items-center gap-2 text-sm">
      <LabelDot color={label.color} />
      <span className="min-w-0 flex-1 truncate">{label.name}</span>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("editNamed", { name: label.name })}
        onClick={() => setIsEditing(true)}
      >
        <Pencil aria-hidden />
      </Button>
      <ConfirmDialog
        trigger={
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("removeNamed", { name: label.name })}
          >
            <Trash2 aria-hidden />
          </Button>
        }
        title={t("removeNamed", { name: label.name })}
        description={t("removeBody")}
        confirmLabel={t("remove")}
        onConfirm={() => remove({ labelId: label.id })}
      />
    </div>
  );
}
