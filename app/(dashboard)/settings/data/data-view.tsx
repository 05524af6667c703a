"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { DeleteBusiness } from "./delete-business";
import { ErasuresCard } from "./erasures-card";
import { RetentionField } from "./retention-field";

interface DataViewProps {
  business: Preloaded<typeof api.tenants.settings.current>;
}

const KEPT = ["contacts", "runs", "ledger"] as const;

export function DataView(props: DataViewProps) {
  const t = useTranslations("settings.data");
  const common = useTranslations("common");
  const { can } = useSession();
  const business = usePreloadedQuery(props.business);
  const canManage = can("manage_tenant");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {!canManage && (
        <p className="rounded-control bg-sunken px-3 py-2 text-sm text-muted">
          {common("permissionNeeded.manage_tenant")}
        </p>
      )}
      <Card>
        <CardHeader>
          <CardTitle>{t("messages")}</CardTitle>
        </CardHeader>
        <CardBody>
          <RetentionField
            days={business.messageRetentionDays}
            disabled={!canManage}
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>{t("kept")}</CardTitle>
        </CardHeader>
        <CardBody>
          <ul className="flex list-disc flex-col gap-2 ps-5 text-sm leading-relaxed">
            {KEPT.map((name) => (
              <li key={name}>{t(name)}</li>
            ))}
          </ul>
        </CardBody>
      </Card>
      <DeleteBusiness disabled={!canManage} />
      {canManage && <ErasuresCard />}
    </>
  );
}
