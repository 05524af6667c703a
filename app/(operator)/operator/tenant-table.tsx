"use client";

import type { FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";

type Tenants = FunctionReturnType<typeof api.operators.directory.list>["page"];

export function TenantTable({ tenants }: { tenants: Tenants }) {
  const t = useTranslations("operator.tenants");
  return (
    <Table>
      <TableCaption>{t("title")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("name")}</TableHead>
          <TableHead>{t("status")}</TableHead>
          <TableHead className="text-end">{t("available")}</TableHead>
          <TableHead className="text-end max-sm:hidden">
            {t("reserved")}
          </TableHead>
          <TableHead className="text-end max-sm:hidden">
            {t("numbers")}
          </TableHead>
          <TableHead className="max-md:hidden">{t("created")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tenants.map((tenant) => (
          <TenantRow key={tenant.id} tenant={tenant} />
        ))}
      </TableBody>
    </Table>
  );
}

function TenantRow({ tenant }: { tenant: Tenants[number] }) {
  const t = useTranslations("operator.tenants");
  const format = useFormatter();
  return (
    <TableRow>
      <TableCell>
        <Link
          href={routes.operatorTenant(tenant.id)}
          className="font-medium underline-offset-2 hover:underline"
        >
          {tenant.name}
        </Link>
      </TableCell>
      <TableCell>
        <Badge tone={tenant.status === "active" ? "good" : "bad"}>
          {t(tenant.status)}
        </Badge>
      </TableCell>
      <TableCell className="text-end tabular-nums">
        {tenant.isLow && (
          <Badge tone="warn" className="me-2">
            {t("low")}
          </Badge>
        )}
        {format.number(tenant.available)}
      </TableCell>
      <TableCell className="text-end text-muted tabular-nums max-sm:hidden">
        {format.number(tenant.reserved)}
      </TableCell>
      <TableCell className="text-end tabular-nums max-sm:hidden">
        {format.number(tenant.numbers)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-md:hidden">
        {format.dateTime(new Date(tenant.createdAt), { dateStyle: "medium" })}
      </TableCell>
    </TableRow>
  );
}
