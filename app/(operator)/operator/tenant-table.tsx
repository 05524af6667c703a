"use client";

import type { FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import {
  Table,
  TableBody,
  TableCaption,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { TenantRow } from "./tenant-row";

export type ListedTenant = FunctionReturnType<
  typeof api.operators.directory.list
>["page"][number];

interface TenantTableProps {
  tenants: ListedTenant[];
  selected: ReadonlySet<Id<"tenants">>;
  onToggle: (id: Id<"tenants">) => void;
  onSelect: (ids: readonly Id<"tenants">[]) => void;
}

export function TenantTable({
  tenants,
  selected,
  onToggle,
  onSelect,
}: TenantTableProps) {
  const t = useTranslations("operator.tenants");
  const isAll = tenants.every(({ id }) => selected.has(id));
  return (
    <Table>
      <TableCaption>{t("title")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead className="w-10 pe-0">
            <Checkbox
              aria-label={t("selectAll")}
              checked={
                isAll ? true : selected.size > 0 ? "indeterminate" : false
              }
              onCheckedChange={(checked) =>
                onSelect(checked ? tenants.map(({ id }) => id) : [])
              }
            />
          </TableHead>
          <TableHead>{t("name")}</TableHead>
          <TableHead className="max-sm:hidden">{t("status")}</TableHead>
          <TableHead className="max-lg:hidden">{t("plan")}</TableHead>
          <TableHead className="text-end">{t("available")}</TableHead>
          <TableHead className="max-md:hidden">{t("numbers")}</TableHead>
          <TableHead className="text-end max-md:hidden">
            {t("messages")}
          </TableHead>
          <TableHead className="text-end max-md:hidden">
            {t("errors")}
          </TableHead>
          <TableHead className="max-lg:hidden">{t("activity")}</TableHead>
          <TableHead className="max-lg:hidden">{t("created")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tenants.map((tenant) => (
          <TenantRow
            key={tenant.id}
            tenant={tenant}
            isSelected={selected.has(tenant.id)}
            onToggle={() => onToggle(tenant.id)}
          />
        ))}
      </TableBody>
    </Table>
  );
}
