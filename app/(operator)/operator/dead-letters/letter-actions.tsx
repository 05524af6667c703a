"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "../reason-dialog";
import type { Letter } from "./types";

export function LetterActions({ letter }: { letter: Letter }) {
  const t = useTranslations("webhooks.letters");
  const redrive = useMutation(api.webhooks.letters.redrive);
  const discard = useMutation(api.webhooks.letters.discard);
  return (
    <>
      {letter.isWhole && (
        <ReasonDialog
          trigger={
            <Button variant="secondary" size="sm">
              {t("redrive")}
            </Button>
          }
          tone="primary"
          title={t("redriveTitle")}
          description={t("redriveText")}
          confirmLabel={t("redrive")}
          onConfirm={async (reason) => {
            const done = await redrive({ letterId: letter.id, reason });
            if (done.isApplied) toast.success(t("redriven"));
            else toast.error(t("notRedriven", { outcome: done.outcome }));
          }}
        />
      )}
      <ReasonDialog
        trigger={
          <Button variant="ghost" size="sm">
            {t("discard")}
          </Button>
        }
        title={t("discardTitle")}
        description={t("discardText")}
        confirmLabel={t("discard")}
        onConfirm={async (reason) => {
          await discard({ letterId: letter.id, reason });
          toast.success(t("discardedDone"));
        }}
      />
    </>
  );
}
