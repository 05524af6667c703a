"use client";

import { useMutation } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/convex/_generated/api";

/** Deletes the business after a month of grace, or takes that back. */
export function DeleteBusiness({ disabled }: { disabled: boolean }) {
  const t = useTranslations("settings.data.business");
  const { active } = useSession();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col items-start gap-3">
        {active.purgeAt === null ? (
          <Request name={active.name} disabled={disabled} />
        ) : (
          <Restore purgeAt={active.purgeAt} disabled={disabled} />
        )}
      </CardBody>
    </Card>
  );
}

function Request({ name, disabled }: { name: string; disabled: boolean }) {
  const t = useTranslations("settings.data.business");
  const request = useMutation(api.erasure.business.request);
  return (
    <>
      <p className="text-sm leading-relaxed text-muted">{t("body")}</p>
      <ConfirmDialog
        trigger={
          <Button variant="danger" disabled={disabled}>
            {t("open")}
          </Button>
        }
        title={t("confirmTitle", { name })}
        description={t("confirmBody")}
        confirmLabel={t("confirm")}
        typed={name}
        onConfirm={async () => {
          await request({ name });
          toast.success(t("begun"));
        }}
      />
    </>
  );
}

function Restore({
  purgeAt,
  disabled,
}: {
  purgeAt: number;
  disabled: boolean;
}) {
  const t = useTranslations("settings.data.business");
  const format = useFormatter();
  const errorText = useErrorText();
  const restore = useMutation(api.erasure.business.restore);
  const date = format.dateTime(new Date(purgeAt), { dateStyle: "long" });
  return (
    <>
      <p className="text-sm leading-relaxed">{t("resting", { date })}</p>
      <Button
        variant="secondary"
        disabled={disabled}
        onClick={() => {
          restore({}).then(
            () => toast.success(t("restored")),
            (error: unknown) => toast.error(errorText(error)),
          );
        }}
      >
        {t("restore")}
      </Button>
    </>
  );
}
