"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useSession } from "@/app/(dashboard)/session";
import { NativeSelect } from "@/components/ui/native-select";
import { api } from "@/convex/_generated/api";
import { ROLES } from "@/lib/tenants/roles";
import { mayGrant } from "@/lib/tenants/team";
import type { Member } from "../types";
import { useTeamText } from "./use-team-text";

interface RoleSelectProps {
  member: Member;
  canManage: boolean;
}

export function RoleSelect({ member, canManage }: RoleSelectProps) {
  const t = useTranslations("settings.members");
  const common = useTranslations("common");
  const describe = useTeamText();
  const { active } = useSession();
  const changeRole = useMutation(api.tenants.members.changeRole);
  const name = member.name ?? member.email;
  if (!canManage || !mayGrant(active.role, member.role)) {
    return (
      <span title={t(`roleHints.${member.role}`)}>
        {common(`roles.${member.role}`)}
      </span>
    );
  }
  const change = (value: string) => {
    const role = ROLES.find((known) => known === value);
    if (role === undefined) return;
    changeRole({ membershipId: member.id, role })
      .then(() =>
        toast.success(
          t("roleChanged", { name, role: common(`roles.${role}`) }),
        ),
      )
      .catch((error: unknown) => toast.error(describe(error)));
  };
  return (
    <NativeSelect
      aria-label={t("roleOf", { name })}
      className="min-w-28"
      value={member.role}
      onChange={(event) => change(event.target.value)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role} disabled={!mayGrant(active.role, role)}>
          {common(`roles.${role}`)}
        </option>
      ))}
    </NativeSelect>
  );
}
