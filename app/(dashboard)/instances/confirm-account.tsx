"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useSession } from "@/app/(dashboard)/session";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/convex/_generated/api";
import { accountNumber } from "@/lib/instances/state";
import type { LinkedNumber } from "./types";

export function ConfirmAccount({ number }: { number: LinkedNumber }) {
  const t = useTranslations("instances");
  const { can } = useSession();
  const confirm = useMutation(api.instances.numbers.confirm);
  if (!can("manage_numbers") || number.heldPhone === null) return null;
  const phone = accountNumber(number.heldPhone);
  const old = accountNumber(number.phone ?? "");
  return (
    <ConfirmDialog
      tone="primary"
      trigger={
        <Button size="sm" variant="secondary" className="self-start">
          {t("confirmAccount", { phone })}
        </Button>
      }
      title={t("confirmAccountTitle", { phone })}
      description={t("confirmAccountBody", { label: number.label, old })}
      confirmLabel={t("confirmAccountLabel")}
      onConfirm={async () => {
        await confirm({ instanceId: number.id });
        toast.success(t("accountConfirmed"));
      }}
    />
  );
}
