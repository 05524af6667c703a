"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import type { Profile } from "./types";

interface Props {
  profile: Profile;
  otherId: Id<"contacts">;
}

/** Offers to merge with the contact that has the number already. */
export function MergeWith({ profile, otherId }: Props) {
  const t = useTranslations("contacts");
  const merge = useMutation(api.contacts.duplicates.merge);
  const name = profile.name ?? profile.phone ?? t("nameless");
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("detail.mergeThem")}
        </Button>
      }
      title={t("merge.title")}
      description={t("merge.body", { name })}
      confirmLabel={t("merge.submit")}
      onConfirm={async () => {
        await merge({ contactId: profile.id, otherId });
        toast.success(t("merge.done"));
      }}
    />
  );
}
