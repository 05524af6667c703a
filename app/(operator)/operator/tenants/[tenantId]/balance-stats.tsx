"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { Tenant } from "./types";

export function BalanceStats({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("operator.tenant");
  const format = useFormatter();
  return (
    <Card aria-label={t("balanceLabel")}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 p-4 sm:grid-cols-4">
        <Stat label={t("available")} value={format.number(tenant.available)} />
        <Stat label={t("reserved")} value={format.number(tenant.reserved)} />
        <Stat label={t("balance")} value={format.number(tenant.balance)} />
        <Stat
          label={t("since")}
          value={format.dateTime(new Date(tenant.createdAt), {
            day: "numeric",
            month: "short",
            year: "numeric",
          })}
        />
      </dl>
    </Card>
  );
}
