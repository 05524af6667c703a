"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import { TableCell, TableRow } from "@/components/ui/table";
import { operatorRoutes } from "@/lib/operator-routes";
import type { ListedTenant } from "./tenant-table";

interface TenantRowProps {
  tenant: ListedTenant;
  isSelected: boolean;
  onToggle: () => void;
}

export function TenantRow({ tenant, isSelected, onToggle }: TenantRowProps) {
  const t = useTranslations("operator.tenants");
  const plans = useTranslations("credits.plan.names");
  const format = useFormatter();
  return (
    <TableRow>
      <TableCell className="w-10 pe-0">
        <Checkbox
          aria-label={t("select", { name: tenant.name })}
          checked={isSelected}
          onCheckedChange={onToggle}
        />
      </TableCell>
      <TableCell className="max-w-64">
        <Link
          href={operatorRoutes.tenant(tenant.id)}
          className="block truncate py-0.5 font-medium underline-offset-2 hover:underline"
        >
          {tenant.name === "" ? t("erased") : tenant.name}
        </Link>
        <span className="sm:hidden">
          <Status tenant={tenant} />
        </span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <Status tenant={tenant} />
      </TableCell>
      <TableCell className="text-muted max-lg:hidden">
        {tenant.plan === null ? t("noPlan") : plans(tenant.plan)}
      </TableCell>
      <TableCell className="text-end tabular-nums">
        {tenant.isLow && (
          <Badge tone="warn" className="me-2">
            {t("low")}
          </Badge>
        )}
        {format.number(tenant.available)}
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        <Numbers tenant={tenant} />
      </TableCell>
      <WeekCells tenant={tenant} />
      <TableCell className="whitespace-nowrap text-muted max-lg:hidden">
        {format.dateTime(new Date(tenant.createdAt), { dateStyle: "medium" })}
      </TableCell>
    </TableRow>
  );
}

function Status({ tenant }: { tenant: ListedTenant }) {
  const t = useTranslations("operator.tenants");
  return (
    <span className="inline-flex flex-wrap gap-1">
      {tenant.isDeleting && <Badge tone="warn">{t("deleting")}</Badge>}
      <Badge tone={tenant.status === "active" ? "good" : "bad"}>
        {t(tenant.status)}
      </Badge>
    </span>
  );
}

function Numbers({
  tenant: { numbers, numbersDown },
}: {
  tenant: ListedTenant;
}) {
  const t = useTranslations("operator.tenants");
  if (numbers === 0) return <span className="text-muted">{t("noNumber")}</span>;
  return (
    <StatusBadge tone={numbersDown === 0 ? "good" : "bad"}>
      {numbersDown === 0
        ? t("allConnected", { count: numbers })
        : t("someDown", { down: numbersDown, count: numbers })}
    </StatusBadge>
  );
}

/** What the last count found; a dash where nothing was counted yet. */
function WeekCells({
  tenant: { week, lastMessageAt },
}: {
  tenant: ListedTenant;
}) {
  const t = useTranslations("operator.tenants");
  const format = useFormatter();
  return (
    <>
      <TableCell className="text-end tabular-nums max-md:hidden">
        {week === null ? "–" : format.number(week.messages)}
      </TableCell>
      <TableCell className="text-end tabular-nums max-md:hidden">
        {week === null ? (
          "–"
        ) : week.errors === 0 ? (
          0
        ) : (
          <Badge tone="bad">{format.number(week.errors)}</Badge>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-lg:hidden">
        {lastMessageAt === null ? (
          t("never")
        ) : (
          <RelativeTime at={lastMessageAt} length="short" />
        )}
      </TableCell>
    </>
  );
}
