"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode } from "react";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { Receipt } from "./types";

interface ReceiptDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Undefined while it is fetched; null for a message that holds no credits. */
  receipt: Receipt | null | undefined;
}

/** What one message cost, when each step was booked, and WhatsApp's id of it. */
export function ReceiptDialog({
  open,
  onOpenChange,
  receipt,
}: ReceiptDialogProps) {
  const t = useTranslations("credits.receipt");
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("description")}</DialogDescription>
        </DialogHeader>
        {receipt === undefined ? (
          <Skeleton className="h-40" />
        ) : receipt === null ? (
          <p className="text-sm">{t("none")}</p>
        ) : (
          <ReceiptLines receipt={receipt} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function ReceiptLines({ receipt }: { receipt: Receipt }) {
  const t = useTranslations("credits.receipt");
  const charged = receipt.capturedAt !== null && receipt.refundedAt === null;
  return (
    <dl className="divide-y divide-line text-sm">
      <Line label={t(`purposes.${receipt.purpose}`)}>
        {t("credits", { count: charged ? receipt.credits : 0 })}
      </Line>
      <Line label={t("state")}>
        {receipt.unbilled ? t("unbilled") : t(`states.${receipt.status}`)}
      </Line>
      <Step label={t("reserved")} at={receipt.reservedAt} />
      <Step label={t("captured")} at={receipt.capturedAt} />
      <Step label={t("released")} at={receipt.releasedAt} />
      <Step label={t("refunded")} at={receipt.refundedAt} />
      {receipt.externalId !== null && (
        <Line label={t("id")}>
          <code className="text-[0.8125rem] break-all">
            {receipt.externalId}
          </code>
        </Line>
      )}
    </dl>
  );
}

function Step({ label, at }: { label: string; at: number | null }) {
  const format = useFormatter();
  if (at === null) return null;
  const date = new Date(at);
  return (
    <Line label={label}>
      <time dateTime={date.toISOString()} className="tabular-nums">
        {format.dateTime(date, { dateStyle: "medium", timeStyle: "medium" })}
      </time>
    </Line>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4 gap-y-0.5 py-1.5">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 text-end font-medium">{children}</dd>
    </div>
  );
}
