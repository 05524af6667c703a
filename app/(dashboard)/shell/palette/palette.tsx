"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogTitle,
} from "@/components/ui/dialog";
import { Actions } from "./actions";
import { Conversations } from "./conversations";
import { Pages } from "./pages";

interface PaletteProps {
  onOpenChange: (open: boolean) => void;
  showShortcuts: () => void;
}

/** Everything by its name: conversations, pages, actions. */
export function Palette({ onOpenChange, showShortcuts }: PaletteProps) {
  const t = useTranslations("shell.palette");
  const router = useRouter();
  const [text, setText] = useState("");
  const go = (href: string) => {
    onOpenChange(false);
    router.push(href);
  };
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent className="max-w-xl gap-0 self-start overflow-hidden p-0 sm:mt-[12dvh] [&>button]:top-2">
        <DialogTitle className="sr-only">{t("title")}</DialogTitle>
        <DialogDescription className="sr-only">
          {t("description")}
        </DialogDescription>
        <Command label={t("title")} loop className="flex min-h-0 flex-col">
          <div className="flex items-center gap-2 border-b border-line ps-4 pe-12">
            <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={t("placeholder")}
              className="h-12 min-w-0 flex-1 bg-transparent text-sm outline-none max-sm:text-base"
            />
          </div>
          <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain p-1.5">
            <Command.Empty className="px-3 py-8 text-center text-sm text-muted">
              {t("none", { text })}
            </Command.Empty>
            <Conversations text={text} go={go} />
            <Pages go={go} />
            <Actions
              close={() => onOpenChange(false)}
              go={go}
              showShortcuts={showShortcuts}
            />
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
