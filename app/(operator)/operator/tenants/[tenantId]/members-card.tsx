"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Tenant } from "./types";

export function MembersCard({ members }: Pick<Tenant, "members">) {
  const t = useTranslations("operator.tenant");
  const roles = useTranslations("common.roles");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("members")}</CardTitle>
      </CardHeader>
      {members.length === 0 && <EmptyState title={t("noMembers")} />}
      <ul className="divide-y divide-line">
        {members.map(({ email, name, role, status }) => (
          <li
            key={email}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate">{name ?? email}</span>
              {name !== null && (
                <span className="block truncate text-xs text-muted">
                  {email}
                </span>
              )}
            </span>
            {status === "suspended" && (
              <Badge tone="bad">{t("suspended")}</Badge>
            )}
            <Badge>{roles(role)}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
