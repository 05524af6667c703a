"use client";

import { useMutation, useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import type { StatementLine } from "@/components/credits/types";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { ReasonDialog } from "../../reason-dialog";
import { BookingDialog } from "./booking-dialog";

interface EntryActionsProps {
  tenantId: Id<"tenants">;
  line: StatementLine;
  /** Whether an entry that is shown takes this one back. */
  isUndone: boolean;
}

/** What an entry refers to, and what can still be done about it. */
export function EntryActions({ tenantId, line, isUndone }: EntryActionsProps) {
  const t = useTranslations("operator.statement");
  const entry = t("entry", { entry: line.sequence });
  if (line.undoes !== null) return t("undoes", { entry: line.undoes });
  switch (line.kind) {
    case "top_up":
    case "adjust_up":
    case "adjust_down":
      // What was paid for comes back with the payment's own refund.
      if (line.actor.kind !== "operator") return entry;
      return isUndone ? (
        t("undone", { entry: line.sequence })
      ) : (
        <ReverseButton tenantId={tenantId} line={line} />
      );
    case "capture":
      return <RefundButton tenantId={tenantId} line={line} />;
    default:
      return entry;
  }
}

type ActionProps = Omit<EntryActionsProps, "isUndone">;

function ReverseButton({ tenantId, line }: ActionProps) {
  const t = useTranslations("operator.statement");
  const reverse = useMutation(api.credits.reversal.add);
  const { sequence, credits, kind } = line;
  // Answered already: the page around shows the same query.
  const available =
    useQuery(api.operators.tenant.get, { tenantId })?.available ?? 0;
  const sign = kind === "adjust_down" ? 1 : -1;
  const most = sign === 1 ? credits : Math.min(credits, available);
  return (
    <BookingDialog
      trigger={
        <Button variant="ghost" size="sm" className="-ms-2.5">
          {t("undo", { entry: sequence })}
        </Button>
      }
      title={t("undoTitle", { entry: sequence })}
      text={t("undoText", { credits, most })}
      outcome={(amount) =>
        t("outcome", { before: available, after: available + sign * amount })
      }
      most={most}
      initial={most}
      confirmLabel={t("undoAction")}
      onBook={async (booking) => {
        const { reason } = booking;
        const isNew = await reverse({
          tenantId,
          sequence,
          credits: booking.credits,
          reason,
        });
        toast.success(isNew ? t("undoneDone") : t("undoneBefore"));
      }}
    />
  );
}

function RefundButton({ tenantId, line }: ActionProps) {
  const t = useTranslations("operator.statement");
  const refund = useMutation(api.credits.refund.add);
  const { sequence, credits } = line;
  return (
    <ReasonDialog
      trigger={
        <Button variant="ghost" size="sm" className="-ms-2.5">
          {t("refund", { entry: sequence })}
        </Button>
      }
      title={t("refundTitle", { credits })}
      description={t("refundText", { entry: sequence })}
      confirmLabel={t("refundAction")}
      tone="primary"
      onConfirm={async (reason) => {
        const isNew = await refund({ tenantId, sequence, reason });
        toast.success(isNew ? t("refunded") : t("refundedBefore"));
      }}
    />
  );
}
