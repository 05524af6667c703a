"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

const ReceiptDialog = dynamic(() =>
  import("@/components/credits/receipt-dialog").then(
    (loaded) => loaded.ReceiptDialog,
  ),
);

interface ReceiptButtonProps {
  messageId: Id<"messages">;
  /** The entry whose message it is. */
  entry: number;
}

/** The receipt of a message; asked for when it is opened. */
export function ReceiptButton({ messageId, entry }: ReceiptButtonProps) {
  const t = useTranslations("credits.receipt");
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const receipt = useQuery(
    api.credits.receipt.get,
    open ? { messageId } : "skip",
  );
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        className="-my-1 -ms-2.5 flex"
        aria-label={t("openLabel", { entry })}
        onClick={() => {
          setOpen(true);
          setWasOpened(true);
        }}
      >
        {t("open")}
      </Button>
      {wasOpened && (
        <ReceiptDialog open={open} onOpenChange={setOpen} receipt={receipt} />
      )}
    </>
  );
}
