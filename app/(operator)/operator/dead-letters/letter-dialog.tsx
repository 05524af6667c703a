"use client";

import { useMutation, useQuery } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
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
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "../reason-dialog";
import type { Letter } from "./types";

/** A letter's form; its contents only with a reason. */
export function LetterDialog({ letter }: { letter: Letter }) {
  const t = useTranslations("webhooks.letters");
  const format = useFormatter();
  const time = format.dateTime(new Date(letter.at), {
    dateStyle: "medium",
    timeStyle: "medium",
  });
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={t("lookAt", { time })}>
          {t("look")}
        </Button>
      </DialogTrigger>
      <DialogContent className="max-w-2xl">
        <Contents letter={letter} time={time} />
      </DialogContent>
    </Dialog>
  );
}

function Contents({ letter, time }: { letter: Letter; time: string }) {
  const t = useTranslations("webhooks.letters");
  const outline = useQuery(api.webhooks.letters.outline, {
    letterId: letter.id,
  });
  const reveal = useMutation(api.webhooks.letters.reveal);
  const [body, setBody] = useState<string | null>(null);
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t("lookAt", { time })}</DialogTitle>
        <DialogDescription>
          {body === null ? t("outline") : t("body")}
        </DialogDescription>
      </DialogHeader>
      {outline === undefined ? (
        <Skeleton className="h-40" />
      ) : (
        <pre
          tabIndex={0}
          aria-label={body === null ? t("outline") : t("body")}
          className="max-h-96 overflow-auto rounded-control bg-sunken p-3 text-xs"
        >
          {body ?? outline}
        </pre>
      )}
      {body === null && (
        <DialogFooter>
          <ReasonDialog
            trigger={<Button variant="secondary">{t("reveal")}</Button>}
            tone="primary"
            title={t("revealTitle")}
            description={t("revealText")}
            confirmLabel={t("reveal")}
            onConfirm={async (reason) =>
              setBody(await reveal({ letterId: letter.id, reason }))
            }
          />
        </DialogFooter>
      )}
    </>
  );
}
