"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useSession } from "@/app/(dashboard)/session";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DescribeError } from "@/components/ui/describe-error";
import { api } from "@/convex/_generated/api";
import { useTeamText } from "./use-team-text";

export function LeaveButton() {
  const t = useTranslations("settings.members");
  const describe = useTeamText();
  const { active } = useSession();
  const leave = useMutation(api.tenants.members.leave);
  return (
    <DescribeError value={describe}>
      <ConfirmDialog
        trigger={
          <Button variant="secondary" className="self-start">
            {t("leave")}
          </Button>
        }
        title={t("leaveTitle", { business: active.name })}
        description={t("leaveBody")}
        confirmLabel={t("leave")}
        onConfirm={async () => {
          await leave({});
          toast.success(t("leaveDone"));
        }}
      />
    </DescribeError>
  );
}
