"use client";

import { useMutation } from "convex/react";
import { MoreHorizontal, UserCheck, UserMinus, UserX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useSession } from "@/app/(dashboard)/session";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DescribeError } from "@/components/ui/describe-error";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { api } from "@/convex/_generated/api";
import { mayGrant } from "@/lib/tenants/team";
import type { Member } from "../types";
import { useTeamText } from "./use-team-text";

type Asking = "suspend" | "remove" | null;

export function MemberActions({ member }: { member: Member }) {
  const t = useTranslations("settings.members");
  const describe = useTeamText();
  const { active } = useSession();
  const [asking, setAsking] = useState<Asking>(null);
  const reactivate = useMutation(api.tenants.members.reactivate);
  const name = member.name ?? member.email;
  if (!mayGrant(active.role, member.role)) return null;
  const bringBack = () => {
    reactivate({ membershipId: member.id })
      .then(() => toast.success(t("reactivateDone", { name })))
      .catch((error: unknown) => toast.error(describe(error)));
  };
  return (
    <DescribeError value={describe}>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("actionsFor", { name })}
          >
            <MoreHorizontal aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {member.status === "active" ? (
            <DropdownMenuItem onSelect={() => setAsking("suspend")}>
              <UserX aria-hidden="true" />
              {t("suspend")}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={bringBack}>
              <UserCheck aria-hidden="true" />
              {t("reactivate")}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem
            variant="danger"
            onSelect={() => setAsking("remove")}
          >
            <UserMinus aria-hidden="true" />
            {t("remove")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Confirmations
        member={member}
        asking={asking}
        onClose={() => setAsking(null)}
      />
    </DescribeError>
  );
}

interface ConfirmationsProps {
  member: Member;
  asking: Asking;
  onClose: () => void;
}

function Confirmations({ member, asking, onClose }: ConfirmationsProps) {
  const t = useTranslations("settings.members");
  const suspend = useMutation(api.tenants.members.suspend);
  const remove = useMutation(api.tenants.members.remove);
  const name = member.name ?? member.email;
  const actions = [
    { kind: "suspend", run: suspend },
    { kind: "remove", run: remove },
  ] as const;
  return actions.map(({ kind, run }) => (
    <ConfirmDialog
      key={kind}
      open={asking === kind}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(`${kind}Title`, { name })}
      description={t(`${kind}Body`)}
      confirmLabel={t(kind)}
      onConfirm={async () => {
        await run({ membershipId: member.id });
        toast.success(t(`${kind}Done`, { name }));
      }}
    />
  ));
}
