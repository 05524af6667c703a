"use client";

import { usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { TrailCard, useTrailChoice } from "@/components/audit/trail-card";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/convex/_generated/api";
import { useSession } from "../../session";

const PAGE = 30;

/** What happened in the business, for those who answer for it. */
export function TrailView() {
  const t = useTranslations("audit");
  const common = useTranslations("common");
  const { can } = useSession();
  return (
    <>
      <PageHeader title={t("title")} description={t("ofBusiness")} />
      {can("manage_tenant") ? (
        <Trail />
      ) : (
        <p className="rounded-control bg-sunken px-3 py-2 text-sm text-muted">
          {common("permissionNeeded.manage_tenant")}
        </p>
      )}
    </>
  );
}

function Trail() {
  const { choice, args, choose } = useTrailChoice();
  const { results, status, loadMore } = usePaginatedQuery(
    api.audit.trail.list,
    args,
    { initialNumItems: PAGE },
  );
  const params = new URLSearchParams(
    Object.entries(args).map(([name, value]) => [name, String(value)]),
  );
  return (
    <TrailCard
      lines={results}
      status={status}
      choice={choice}
      onChoose={choose}
      onMore={() => loadMore(PAGE)}
      csvAddress={`/api/audit/export?${params.toString()}`}
      jsonAddress="/api/audit/export?format=json"
    />
  );
}
