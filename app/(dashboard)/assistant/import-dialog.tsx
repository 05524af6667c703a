"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { splitFaq } from "@/lib/assistant/faq";
import { LIMITS } from "@/lib/assistant/limits";
import { ImportForm } from "./import-form";

/** Pasted text, cut into entries before anything is saved. */
export function ImportDialog({ trigger }: { trigger: ReactNode }) {
  const t = useTranslations("assistant.import");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>
            {t("description", { most: LIMITS.importEntries })}
          </DialogDescription>
        </DialogHeader>
        <ImportForm
          label={t("text")}
          hint={t("textHint")}
          split={splitFaq}
          close={() => setOpen(false)}
        />
      </DialogContent>
    </Dialog>
  );
}
