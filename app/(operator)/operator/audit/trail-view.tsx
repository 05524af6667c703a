"use client";

import { usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { TrailCard, useTrailChoice } from "@/components/audit/trail-card";
import type { Named } from "@/components/audit/trail-filter";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

const PAGE = 50;

/** What happened on the whole service, at first in the business that the address names. */
export function TrailView({ asked }: { asked: Named | null }) {
  const t = useTranslations("audit");
  const { choice, args, choose } = useTrailChoice(asked);
  const tenant =
    choice.tenant === null
      ? {}
      : { tenantId: choice.tenant.id as Id<"tenants"> };
  const { results, status, loadMore } = usePaginatedQuery(
    api.audit.platform.list,
    { ...args, ...tenant },
    { initialNumItems: PAGE },
  );
  const params = new URLSearchParams(
    Object.entries({ ...args, ...tenant }).map(([name, value]) => [
      name,
      String(value),
    ]),
  );
  const chain = new URLSearchParams({ format: "json", ...tenant });
  return (
    <>
      <PageHeader title={t("title")} description={t("ofService")} />
      <TrailCard
        withBusiness
        lines={results}
        status={status}
        choice={choice}
        onChoose={choose}
        onMore={() => loadMore(PAGE)}
        csvAddress={`/api/audit/export/platform?${params.toString()}`}
        jsonAddress={`/api/audit/export/platform?${chain.toString()}`}
      />
    </>
  );
}
