"use client";

import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { Member } from "../types";
import { MemberActions } from "./member-actions";
import { RoleSelect } from "./role-select";

interface MemberTableProps {
  members: readonly Member[];
  canManage: boolean;
}

export function MemberTable({ members, canManage }: MemberTableProps) {
  const t = useTranslations("settings.members");
  return (
    <Table>
      <TableCaption>{t("title")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("member")}</TableHead>
          <TableHead>{t("role")}</TableHead>
          <TableHead className="max-sm:hidden">{t("joined")}</TableHead>
          {canManage && (
            <TableHead>
              <span className="sr-only">{t("actions")}</span>
            </TableHead>
          )}
        </TableRow>
      </TableHeader>
      <TableBody>
        {members.map((member) => (
          <TableRow key={member.id}>
            <TableCell>
              <Person member={member} />
            </TableCell>
            <TableCell>
              <RoleSelect member={member} canManage={canManage} />
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
              <RelativeTime at={member.joinedAt} />
            </TableCell>
            {canManage && (
              <TableCell className="text-end">
                {!member.isYou && <MemberActions member={member} />}
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Person({ member }: { member: Member }) {
  const t = useTranslations("settings.members");
  const common = useTranslations("common");
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={member.name ?? member.email} className="max-sm:hidden" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-1.5 font-medium">
          <span className="break-words">{member.name ?? member.email}</span>
          {member.isYou && <Badge>{common("you")}</Badge>}
          {member.status === "suspended" && (
            <Badge tone="warn">{t("suspended")}</Badge>
          )}
        </p>
        {member.name !== null && (
          <p className="text-[0.8125rem] break-all text-muted">
            {member.email}
          </p>
        )}
      </div>
    </div>
  );
}
