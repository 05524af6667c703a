"use client";

import { useMutation, useQuery } from "convex/react";
import { useNow, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { routes } from "@/lib/routes";

/** Offers to join instead of founding, to people who were invited. */
export function PendingInvitations() {
  const t = useTranslations("onboarding.invited");
  const common = useTranslations("common");
  const router = useRouter();
  const now = useNow({ updateInterval: 60_000 });
  const invitations = useQuery(api.tenants.invitations.mine, {}) ?? [];
  const accept = useMutation(api.tenants.invitations.acceptMine);
  const open = invitations.filter(({ expiresAt }) => expiresAt > now.getTime());
  if (open.length === 0) return null;
  const join = (invitationId: Id<"invitations">) => {
    accept({ invitationId })
      .then(() => router.replace(routes.overview))
      .catch(() => toast.error(t("failed")));
  };
  return (
    <Card>
      <CardBody className="flex flex-col gap-4">
        <h2 className="text-sm font-semibold">{t("title")}</h2>
        <ul className="flex flex-col gap-3">
          {open.map(({ id, tenantName, role }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-3 text-sm"
            >
              {t("body", {
                business: tenantName,
                role: common(`roles.${role}`),
              })}
              <Button size="sm" onClick={() => join(id)}>
                {t("join", { business: tenantName })}
              </Button>
            </li>
          ))}
        </ul>
        <p className="text-sm text-muted">{t("or")}</p>
      </CardBody>
    </Card>
  );
}
