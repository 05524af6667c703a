"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { BookingDialog } from "./booking-dialog";
import type { Tenant } from "./types";

export function TopUpDialog({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("operator.topUp");
  const add = useMutation(api.credits.topUp.add);
  return (
    <BookingDialog
      trigger={<Button>{t("action")}</Button>}
      title={t("title", { name: tenant.name })}
      text={t("text")}
      outcome={(credits) =>
        t("outcome", {
          before: tenant.available,
          after: tenant.available + credits,
        })
      }
      confirmLabel={t("action")}
      onBook={async (booking) => {
        await add({ tenantId: tenant.id, ...booking });
        toast.success(t("done", { credits: booking.credits }));
      }}
    />
  );
}
