"use client";

import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Card } from "@/components/ui/card";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { useContactError } from "../use-contact-error";
import type { Profile } from "./types";
import { usePatch } from "./use-patch";

interface Props {
  profile: Profile;
  canEdit: boolean;
}

/** Keeps the AI away from friends and family. */
export function PersonalCard({ profile, canEdit }: Props) {
  const t = useTranslations("contacts.detail");
  const common = useTranslations("common");
  const describe = useContactError();
  const patch = usePatch(profile.id);
  return (
    <Card className="flex items-center justify-between gap-4 p-4">
      <div className="min-w-0">
        <Label htmlFor="personal">{t("personal")}</Label>
        <p id="personal-hint" className="text-[0.8125rem] text-muted">
          {canEdit
            ? t("personalHint")
            : common("permissionNeeded.manage_contacts")}
        </p>
      </div>
      <Switch
        id="personal"
        aria-describedby="personal-hint"
        checked={profile.aiOff}
        disabled={!canEdit}
        onCheckedChange={(aiOff) => {
          patch({ aiOff }).catch((error: unknown) =>
            toast.error(describe(error)),
          );
        }}
      />
    </Card>
  );
}
