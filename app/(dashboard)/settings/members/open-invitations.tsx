"use client";

import { useMutation, useQuery } from "convex/react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import type { Role } from "@/lib/tenants/roles";
import { useTeamText } from "./use-team-text";

export function OpenInvitations() {
  const t = useTranslations("settings.invitations");
  const invitations = useQuery(api.tenants.invitations.list, {});
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      {invitations === undefined && <Skeleton className="m-4 h-6" />}
      {invitations?.length === 0 && (
        <p className="p-4 text-sm text-muted">{t("none")}</p>
      )}
      <ul className="divide-y divide-line">
        {invitations?.map((invitation) => (
          <InvitationRow key={invitation.id} {...invitation} />
        ))}
      </ul>
    </Card>
  );
}

interface InvitationRowProps {
  id: Id<"invitations">;
  email: string;
  role: Role;
  expiresAt: number;
}

function InvitationRow({ id, email, role, expiresAt }: InvitationRowProps) {
  const t = useTranslations("settings.invitations");
  const common = useTranslations("common");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const describe = useTeamText();
  const revoke = useMutation(api.tenants.invitations.revoke);
  const withdraw = () => {
    revoke({ invitationId: id })
      .then(() => toast.success(t("revokeDone")))
      .catch((error: unknown) => toast.error(describe(error)));
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 px-4 py-3 text-sm">
      <div className="min-w-0">
        <p className="font-medium break-all">{email}</p>
        <p className="text-[0.8125rem] text-muted">
          {common(`roles.${role}`)}
          {" · "}
          {expiresAt <= now.getTime() ? (
            <Badge tone="warn">{t("expired")}</Badge>
          ) : (
            <>
              {t("expires")}{" "}
              {format.dateTime(new Date(expiresAt), { dateStyle: "medium" })}
            </>
          )}
        </p>
      </div>
      <Button
        size="sm"
        variant="secondary"
        aria-label={t("revokeFor", { email })}
        onClick={withdraw}
      >
        {t("revoke")}
      </Button>
    </li>
  );
}
