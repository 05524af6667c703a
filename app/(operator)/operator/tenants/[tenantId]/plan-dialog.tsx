"use client";

import { useMutation } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { PlanState } from "@/components/credits/types";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { PLAN_IDS, PLANS, type PlanId } from "@/lib/credits/plans";
import { ReasonDialog } from "../../reason-dialog";

interface PlanDialogProps {
  tenantId: Id<"tenants">;
  name: string;
  plan: PlanState;
}

/** Sets the plan of a business; says first what that does now and what later. */
export function PlanDialog({ tenantId, name, plan }: PlanDialogProps) {
  const t = useTranslations("operator.plan");
  const plans = useTranslations("credits.plan");
  const set = useMutation(api.credits.plan.set);
  const [choice, setChoice] = useState<PlanId | null>(plan.next);
  return (
    <ReasonDialog
      trigger={
        <Button
          variant="secondary"
          size="sm"
          onClick={() => setChoice(plan.next)}
        >
          {t("change")}
        </Button>
      }
      title={t("title", { name })}
      description={<Outcome plan={plan} choice={choice} />}
      confirmLabel={t("confirm")}
      tone="primary"
      onConfirm={async (reason) => {
        const isNew = await set({ tenantId, plan: choice, reason });
        toast.success(isNew ? t("done") : t("same"));
      }}
    >
      <Field label={t("label")}>
        <NativeSelect
          value={choice ?? ""}
          onChange={({ target }) =>
            setChoice(PLAN_IDS.find((id) => id === target.value) ?? null)
          }
        >
          <option value="">{t("none")}</option>
          {PLAN_IDS.map((id) => (
            <option key={id} value={id}>
              {t("option", {
                name: plans(`names.${id}`),
                count: PLANS[id].creditsPerPeriod,
              })}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </ReasonDialog>
  );
}

interface OutcomeProps {
  plan: PlanState;
  choice: PlanId | null;
}

function Outcome({ plan: { current, next, endsAt }, choice }: OutcomeProps) {
  const t = useTranslations("operator.plan");
  const format = useFormatter();
  if (choice === next) return t("unchanged");
  const end =
    endsAt === null
      ? ""
      : format.dateTime(new Date(endsAt), {
          dateStyle: "long",
          timeZone: "UTC",
        });
  if (choice === null) return t("willEnd", { end });
  const count = PLANS[choice].creditsPerPeriod;
  return current === null ? t("now", { count }) : t("later", { end, count });
}
