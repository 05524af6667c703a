"use client";

import { useMutation } from "convex/react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import type { Profile } from "./types";

/** Takes a person out of the business for good, once their name was typed. */
export function EraseCard({ profile }: { profile: Profile }) {
  const t = useTranslations("contacts.erase");
  const common = useTranslations("common");
  const router = useRouter();
  const canErase = useSession().can("manage_tenant");
  const erase = useMutation(api.erasure.contacts.erase);
  const name = profile.name ?? profile.phone ?? t("word");
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4 p-4">
      <div className="min-w-0 flex-1 basis-48">
        <h2 className="text-sm font-medium">{t("title")}</h2>
        <p className="text-[0.8125rem] text-muted">
          {canErase ? t("hint") : common("permissionNeeded.manage_tenant")}
        </p>
      </div>
      {canErase && (
        <ConfirmDialog
          trigger={
            <Button variant="danger" size="sm">
              {t("open")}
            </Button>
          }
          title={t("confirmTitle", { name })}
          description={t("confirmBody")}
          confirmLabel={t("confirm")}
          typed={name}
          onConfirm={async () => {
            await erase({ contactId: profile.id });
            toast.success(t("begun"));
            router.push(routes.dataSettings);
          }}
        />
      )}
    </Card>
  );
}
