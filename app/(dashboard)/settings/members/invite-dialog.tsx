"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { InviteForm } from "./invite-form";
import { InviteLink } from "./invite-link";

export type Invited = { email: string; token: string };

export function InviteDialog() {
  const t = useTranslations("settings.invitations");
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <Dialog
      onOpenChange={(open) => {
        if (open) setInvited(null);
      }}
    >
      <DialogTrigger asChild>
        <Button>
          <UserPlus aria-hidden="true" />
          {t("invite")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {invited === null
              ? t("inviteTitle")
              : t("linkTitle", { email: invited.email })}
          </DialogTitle>
          <DialogDescription>
            {invited === null ? t("inviteBody") : t("linkBody")}
          </DialogDescription>
        </DialogHeader>
        {invited === null ? (
          <InviteForm onInvited={setInvited} />
        ) : (
          <InviteLink token={invited.token} />
        )}
      </DialogContent>
    </Dialog>
  );
}
