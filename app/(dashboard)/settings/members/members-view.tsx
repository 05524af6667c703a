"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { InviteDialog } from "./invite-dialog";
import { LeaveButton } from "./leave-button";
import { MemberTable } from "./member-table";
import { OpenInvitations } from "./open-invitations";

interface MembersViewProps {
  members: Preloaded<typeof api.tenants.members.list>;
}

export function MembersView(props: MembersViewProps) {
  const t = useTranslations("settings.members");
  const common = useTranslations("common");
  const { can } = useSession();
  const members = usePreloadedQuery(props.members);
  const canManage = can("manage_team");
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={canManage ? <InviteDialog /> : undefined}
      />
      {!canManage && (
        <p className="rounded-control bg-sunken px-3 py-2 text-sm text-muted">
          {common("permissionNeeded.manage_team")}
        </p>
      )}
      <Card>
        <CardHeader>
          <CardTitle>{t("count", { count: members.length })}</CardTitle>
        </CardHeader>
        <MemberTable members={members} canManage={canManage} />
      </Card>
      {canManage && <OpenInvitations />}
      <LeaveButton />
    </>
  );
}
