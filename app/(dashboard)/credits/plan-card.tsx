"use client";

import { useTranslations } from "next-intl";
import { PlanLines } from "@/components/credits/plan-lines";
import type { PlanState } from "@/components/credits/types";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";

/** What the business gets every month; the operator of the service sets it. */
export function PlanCard({ plan }: { plan: PlanState }) {
  const t = useTranslations("credits.plan");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody>
        <PlanLines plan={plan} />
      </CardBody>
    </Card>
  );
}
