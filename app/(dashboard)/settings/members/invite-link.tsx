"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { routes } from "@/lib/routes";

/** The link of a new invitation, to copy. */
export function InviteLink({ token }: { token: string }) {
  const t = useTranslations("settings.invitations");
  const common = useTranslations("common");
  const link = `${location.origin}${routes.invitation(token)}`;
  const copy = () => {
    navigator.clipboard
      .writeText(link)
      .then(() => toast.success(t("copied")))
      .catch(() => toast.error(common("somethingWrong")));
  };
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("link")}>
        <Input
          readOnly
          value={link}
          className="font-mono text-xs"
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <Button className="self-start" onClick={copy}>
        <Copy aria-hidden="true" />
        {t("copy")}
      </Button>
    </div>
  );
}
