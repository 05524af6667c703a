"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { OrderList } from "./order-list";
import { StatusCard } from "./status-card";

interface PaymentsViewProps {
  status: Preloaded<typeof api.payments.status.get>;
}

export function PaymentsView(props: PaymentsViewProps) {
  const t = useTranslations("payments.orders");
  const status = usePreloadedQuery(props.status);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <StatusCard status={status} />
      <OrderList />
    </>
  );
}
