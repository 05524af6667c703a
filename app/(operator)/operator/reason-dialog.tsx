"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

interface ReasonDialogProps {
  trigger: ReactNode;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  tone?: "danger" | "primary";
  typed?: string;
  onConfirm: (reason: string) => Promise<unknown>;
  /** More to fill in, above the reason. */
  children?: ReactNode;
}

/** A confirmation that asks why; the reason goes into the audit trail. */
export function ReasonDialog({
  onConfirm,
  typed,
  children,
  ...props
}: ReasonDialogProps) {
  const t = useTranslations("operator.reason");
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <ConfirmDialog
      {...props}
      {...(typed !== undefined && { typed })}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setReason("");
        setMissing(false);
      }}
      onConfirm={() => {
        if (reason.trim().length < 3) {
          setMissing(true);
          return Promise.reject(new ReasonMissing());
        }
        return onConfirm(reason.trim());
      }}
    >
      {children}
      <Field
        label={t("label")}
        hint={t("hint")}
        error={missing ? t("missing") : null}
      >
        <Textarea
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}

/** Keeps the dialog open; read as wrong input. */
class ReasonMissing extends Error {
  readonly data = { code: "VALIDATION_FAILED" };
}
