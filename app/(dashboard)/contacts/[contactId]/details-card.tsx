"use client";

import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { DetailsForm } from "./details-form";
import type { Profile } from "./types";

interface Props {
  profile: Profile;
  canEdit: boolean;
}

export function DetailsCard({ profile, canEdit }: Props) {
  const t = useTranslations("contacts.detail");
  const common = useTranslations("common");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("details")}</CardTitle>
        {!canEdit && (
          <p className="text-[0.8125rem] text-muted">
            {common("permissionNeeded.manage_contacts")}
          </p>
        )}
      </CardHeader>
      <CardBody>
        <DetailsForm profile={profile} canEdit={canEdit} />
      </CardBody>
    </Card>
  );
}
