"use client";

import { useTranslations } from "next-intl";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogTitle,
} from "@/components/ui/dialog";

interface Props {
  source: string;
  name: string;
  onClose: () => void;
}

export function Lightbox({ source, name, onClose }: Props) {
  const t = useTranslations("inbox.media");
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="w-auto max-w-[95vw] p-3">
        <DialogTitle className="truncate pr-10 text-sm">{name}</DialogTitle>
        <DialogDescription className="sr-only">
          {t("lightbox")}
        </DialogDescription>
        {/* eslint-disable-next-line @next/next/no-img-element -- served by an authenticated route, which the optimizer cannot read. */}
        <img
          src={source}
          alt={name}
          className="max-h-[80dvh] w-auto max-w-full rounded-lg object-contain"
        />
        <a
          href={source}
          download={name}
          className="self-end text-sm underline underline-offset-2"
        >
          {t("download")}
        </a>
      </DialogContent>
    </Dialog>
  );
}
