"use client";

import { useMutation, useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { routes } from "@/lib/routes";
import { AdjustDialog } from "./adjust-dialog";
import { BalanceStats } from "./balance-stats";
import { CreditCards } from "./credit-cards";
import { MembersCard } from "./members-card";
import { NumbersCard } from "./numbers-card";
import { SuspendButton } from "./suspend-button";
import { TenantConversations } from "./tenant-conversations";
import { TenantLinks } from "./tenant-links";
import { TenantNotes } from "./tenant-notes";
import { TenantProfile } from "./tenant-profile";
import { TenantStatement } from "./tenant-statement";
import { TenantUsage } from "./tenant-usage";
import { TopUpDialog } from "./top-up-dialog";

interface TenantViewProps {
  tenantId: Id<"tenants">;
  access: { reason: string; expiresAt: number };
}

export function TenantView({ tenantId, access }: TenantViewProps) {
  const t = useTranslations("operator.tenant");
  const tenant = useQuery(api.operators.tenant.get, { tenantId });
  if (tenant === undefined) return <TenantSkeleton />;
  return (
    <>
      <nav aria-label={t("path")} className="-mb-3 text-[0.8125rem]">
        <Link href={routes.operator} className="text-muted hover:underline">
          {t("all")}
        </Link>
      </nav>
      <PageHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            {tenant.name}
            <Badge tone={tenant.status === "active" ? "good" : "bad"}>
              {t(tenant.status)}
            </Badge>
          </span>
        }
        description={t("zone", { zone: tenant.timeZone })}
        actions={
          <>
            <TopUpDialog tenant={tenant} />
            <AdjustDialog tenant={tenant} />
            <SuspendButton tenant={tenant} />
          </>
        }
      />
      <AccessNote tenantId={tenantId} access={access} />
      <TenantLinks tenantId={tenantId} name={tenant.name} />
      <BalanceStats tenant={tenant} />
      <CreditCards tenantId={tenantId} name={tenant.name} />
      <TenantUsage tenantId={tenantId} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <TenantProfile tenant={tenant} />
        <div className="flex min-w-0 flex-col gap-5">
          <NumbersCard numbers={tenant.numbers} />
          <MembersCard members={tenant.members} />
        </div>
      </div>
      <TenantNotes tenantId={tenantId} />
      <TenantConversations tenantId={tenantId} />
      <TenantStatement tenantId={tenantId} />
    </>
  );
}

function AccessNote({ tenantId, access }: TenantViewProps) {
  const t = useTranslations("operator.access");
  const leave = useMutation(api.operators.access.leave);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-warn-soft px-3 py-1.5 text-[0.8125rem] text-warn">
      <span className="min-w-0 break-words">
        {t("note", { reason: access.reason })}
      </span>
      <span>
        {t("ends")} <RelativeTime at={access.expiresAt} />
      </span>
      <Button
        variant="ghost"
        size="sm"
        className="ms-auto text-warn"
        onClick={() => void leave({ tenantId })}
      >
        {t("leave")}
      </Button>
    </p>
  );
}

function TenantSkeleton() {
  return (
    <div className="flex flex-col gap-5">
      <Skeleton className="h-9 w-64" />
      <Skeleton className="h-24 rounded-panel" />
      <Skeleton className="h-64 rounded-panel" />
    </div>
  );
}
