"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { api } from "@/convex/_generated/api";
import { BookingDialog } from "./booking-dialog";
import type { Tenant } from "./types";

/** Corrects a balance in either direction; down only as far as credits are free. */
export function AdjustDialog({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("operator.adjust");
  const add = useMutation(api.credits.adjustment.add);
  const [direction, setDirection] = useState<"up" | "down">("up");
  const sign = direction === "up" ? 1 : -1;
  return (
    <BookingDialog
      trigger={<Button variant="secondary">{t("action")}</Button>}
      title={t("title", { name: tenant.name })}
      text={t("text")}
      outcome={(credits) =>
        t("outcome", {
          before: tenant.available,
          after: tenant.available + sign * credits,
        })
      }
      {...(direction === "down" && { most: tenant.available })}
      confirmLabel={t("action")}
      onBook={async (booking) => {
        await add({ tenantId: tenant.id, direction, ...booking });
        toast.success(t("done"));
      }}
    >
      <Field label={t("direction")}>
        <NativeSelect
          value={direction}
          onChange={({ target }) =>
            setDirection(target.value === "down" ? "down" : "up")
          }
        >
          <option value="up">{t("up")}</option>
          <option value="down">{t("down")}</option>
        </NativeSelect>
      </Field>
    </BookingDialog>
  );
}
