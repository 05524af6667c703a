"use client";

import { useMutation, useQuery } from "convex/react";
import { Download, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { CheckVerdict } from "@/components/credits/check-verdict";
import { PlanLines } from "@/components/credits/plan-lines";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { PlanDialog } from "./plan-dialog";

interface CreditCardsProps {
  tenantId: Id<"tenants">;
  name: string;
}

/** The plan of a business and the state of its books. */
export function CreditCards({ tenantId, name }: CreditCardsProps) {
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <PlanCard tenantId={tenantId} name={name} />
      <BooksCard tenantId={tenantId} />
    </div>
  );
}

function PlanCard({ tenantId, name }: CreditCardsProps) {
  const t = useTranslations("credits.plan");
  const plan = useQuery(api.credits.plan.ofTenant, { tenantId });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        {plan !== undefined && (
          <PlanDialog tenantId={tenantId} name={name} plan={plan} />
        )}
      </CardHeader>
      <CardBody>
        {plan === undefined ? (
          <Skeleton className="h-16" />
        ) : (
          <PlanLines plan={plan} />
        )}
      </CardBody>
    </Card>
  );
}

function BooksCard({ tenantId }: Pick<CreditCardsProps, "tenantId">) {
  const t = useTranslations("operator.books");
  const errorText = useErrorText();
  const verdict = useQuery(api.credits.reconciliation.ofTenant, { tenantId });
  const check = useMutation(api.credits.reconciliation.checkTenant);
  const start = () =>
    check({ tenantId }).catch((error: unknown) => {
      toast.error(errorText(error));
    });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <Button
          variant="secondary"
          size="sm"
          disabled={verdict?.status === "running"}
          onClick={() => void start()}
        >
          <ShieldCheck aria-hidden="true" />
          {t("verify")}
        </Button>
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        {verdict === undefined && <Skeleton className="h-11" />}
        {verdict === null && (
          <p className="text-sm text-muted">{t("neverChecked")}</p>
        )}
        {verdict !== undefined && verdict !== null && (
          <CheckVerdict verdict={verdict} />
        )}
        <Button asChild variant="secondary" size="sm" className="self-start">
          <a href={`/api/credits/books?tenant=${tenantId}`} download>
            <Download aria-hidden="true" />
            {t("download")}
          </a>
        </Button>
      </CardBody>
    </Card>
  );
}
