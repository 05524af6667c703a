"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { BulkJobs } from "./bulk-jobs";
import { SendingCard } from "./sending-card";
import { TenantList } from "./tenant-list";

interface ConsoleViewProps {
  sending: Preloaded<typeof api.operators.sending.state>;
  jobs: Preloaded<typeof api.operators.bulk.list>;
}

export function ConsoleView({ sending, jobs }: ConsoleViewProps) {
  const t = useTranslations("operator");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <SendingCard stop={usePreloadedQuery(sending)} />
      <BulkJobs jobs={usePreloadedQuery(jobs)} />
      <TenantList />
    </>
  );
}
