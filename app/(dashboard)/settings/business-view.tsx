"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { AnswerSettings } from "./answer-settings";
import { IdentityForm } from "./identity-form";
import { OwnKeyCard } from "./own-key-card";

interface BusinessViewProps {
  business: Preloaded<typeof api.tenants.settings.current>;
}

export function BusinessView(props: BusinessViewProps) {
  const t = useTranslations("settings.business");
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
          <CardTitle>{t("identity")}</CardTitle>
        </CardHeader>
        <CardBody>
          <IdentityForm
            key={`${business.name} ${business.timeZone}`}
            business={business}
            disabled={!canManage}
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>{t("answers")}</CardTitle>
        </CardHeader>
        <CardBody>
          <AnswerSettings business={business} disabled={!canManage} />
        </CardBody>
      </Card>
      {canManage && <OwnKeyCard />}
    </>
  );
}
