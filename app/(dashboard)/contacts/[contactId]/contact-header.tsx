"use client";

import { ArrowLeft, Download, MessageSquare } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useSession } from "@/app/(dashboard)/session";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { routes } from "@/lib/routes";
import { MergeDialog } from "./merge-dialog";
import type { Profile } from "./types";

interface Props {
  profile: Profile;
  canEdit: boolean;
}

export function ContactHeader({ profile, canEdit }: Props) {
  const t = useTranslations("contacts");
  const format = useFormatter();
  const { name, phone, createdAt } = profile;
  const added = format.dateTime(new Date(createdAt), { dateStyle: "long" });
  return (
    <div className="flex flex-col gap-3">
      <Link
        href={routes.contacts}
        className="inline-flex min-h-6 items-center gap-1 self-start text-sm text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {t("detail.back")}
      </Link>
      <PageHeader
        title={
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={name ?? phone ?? ""} size="lg" />
            <bdi className="min-w-0 break-words">
              {name ?? phone ?? t("nameless")}
            </bdi>
          </span>
        }
        description={t("detail.added", { date: added })}
        actions={<Actions profile={profile} canEdit={canEdit} />}
      />
    </div>
  );
}

function Actions({ profile, canEdit }: Props) {
  const t = useTranslations("contacts.detail");
  const { can } = useSession();
  const [latest] = profile.conversations;
  return (
    <>
      {can("export") && (
        <Button asChild variant="secondary">
          <a href={`/api/contacts/export/${profile.id}`} download>
            <Download aria-hidden="true" />
            {t("exportJson")}
          </a>
        </Button>
      )}
      {canEdit && <MergeDialog profile={profile} />}
      {latest !== undefined && (
        <Button asChild>
          <Link href={routes.conversation(latest.id)}>
            <MessageSquare aria-hidden="true" />
            {t("openConversation")}
          </Link>
        </Button>
      )}
    </>
  );
}
