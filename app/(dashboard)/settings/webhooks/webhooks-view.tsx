"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { FailedTurnsCard } from "./failed-turns-card";
import { WebhookLog } from "./webhook-log";

interface WebhooksViewProps {
  numbers: Preloaded<typeof api.instances.numbers.list>;
}

export function WebhooksView(props: WebhooksViewProps) {
  const t = useTranslations("webhooks.log");
  const common = useTranslations("common");
  const numbers = usePreloadedQuery(props.numbers);
  const { can } = useSession();
  const canLook = can("manage_numbers");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {canLook ? (
        <>
          <WebhookLog numbers={numbers} />
          <FailedTurnsCard />
        </>
      ) : (
        <p className="rounded-control bg-sunken px-3 py-2 text-sm text-muted">
          {common("permissionNeeded.manage_numbers")}
        </p>
      )}
    </>
  );
}
