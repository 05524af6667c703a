"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { LIMITS } from "@/lib/assistant/limits";
import { pageSections, withoutMarks } from "@/lib/assistant/page-sections";
import { EntryForm } from "./entry-dialog";
import { ImportForm } from "./import-form";
import { PageAddress } from "./knowledge-page-address";
import type { WebPage } from "./use-web-page";

interface PageDialogProps {
  categories: string[];
  trigger: ReactNode;
}

/** The words of a web page, which become one entry or several once somebody has seen them. */
export function PageDialog({ categories, trigger }: PageDialogProps) {
  const t = useTranslations("assistant.page");
  const [open, setOpen] = useState(false);
  const [page, setPage] = useState<WebPage | null>(null);
  const change = (isOpen: boolean) => {
    setOpen(isOpen);
    if (!isOpen) setPage(null);
  };
  const close = () => change(false);
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("description")}</DialogDescription>
        </DialogHeader>
        {page === null ? (
          <PageAddress onPage={setPage} close={close} />
        ) : (
          <PageWords page={page} categories={categories} close={close} />
        )}
      </DialogContent>
    </Dialog>
  );
}

interface PageWordsProps {
  page: WebPage;
  categories: string[];
  close: () => void;
}

function PageWords({ page, categories, close }: PageWordsProps) {
  const t = useTranslations("assistant.page");
  const content = withoutMarks(page.text);
  const isOne = content.length <= LIMITS.entryContent;
  const category = page.host.slice(0, LIMITS.entryCategory);
  return (
    <>
      <PageNote page={page} isOne={isOne} />
      {isOne ? (
        <EntryForm
          entry={null}
          start={{ title: page.title, content }}
          categories={categories}
          close={close}
        />
      ) : (
        <ImportForm
          label={t("text")}
          hint={t("textHint")}
          split={pageSections}
          start={{ text: `# ${page.title}\n${page.text}`, category }}
          close={close}
        />
      )}
    </>
  );
}

interface PageNoteProps {
  page: WebPage;
  isOne: boolean;
}

/** Takes the focus from the form that is gone, so that it is read out. */
function PageNote({ page, isOne }: PageNoteProps) {
  const t = useTranslations("assistant.page");
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => note.current?.focus(), []);
  return (
    <p
      ref={note}
      tabIndex={-1}
      className="rounded-control bg-sunken px-3 py-2 text-sm leading-relaxed break-words"
    >
      {t("from", { host: page.host })} {!isOne && t("sections")}{" "}
      {page.isShortened && t("shortened")}
    </p>
  );
}
