"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { ReasonDialog } from "../../reason-dialog";
import type { Tenant } from "./types";

/** Stops every send of the business at once, or lets it send again. */
export function SuspendButton({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("operator.suspend");
  const suspend = useMutation(api.operators.suspension.suspend);
  const reactivate = useMutation(api.operators.suspension.reactivate);
  if (tenant.status === "suspended") {
    return (
      <ReasonDialog
        trigger={<Button variant="secondary">{t("reactivate")}</Button>}
        title={t("reactivateTitle", { name: tenant.name })}
        description={t("reactivateText")}
        confirmLabel={t("reactivate")}
        tone="primary"
        onConfirm={async (reason) => {
          await reactivate({ tenantId: tenant.id, reason });
          toast.success(t("reactivated"));
        }}
      />
    );
  }
  return (
    <ReasonDialog
      trigger={<Button variant="danger">{t("suspend")}</Button>}
      title={t("suspendTitle", { name: tenant.name })}
      description={t("suspendText")}
      confirmLabel={t("suspend")}
      typed={tenant.name}
      onConfirm={async (reason) => {
        await suspend({ tenantId: tenant.id, reason });
        toast.success(t("suspended"));
      }}
    />
  );
}
