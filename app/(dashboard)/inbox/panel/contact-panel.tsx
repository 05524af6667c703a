"use client";

import { useQuery } from "convex/react";
import { ExternalLink } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { useSession } from "../../session";
import { type Conversation, type PanelView } from "../views";
import { ConsentCard } from "./consent-card";
import { ContactFields } from "./contact-fields";
import { ConversationFacts } from "./conversation-facts";
import { OtherConversations } from "./other-conversations";

export function ContactPanel({
  conversationId,
}: {
  conversationId: Conversation["id"];
}) {
  const view = useQuery(api.conversations.panel.get, { conversationId });
  const { can } = useSession();
  if (view === undefined) return <PanelSkeleton />;
  const canEdit = can("manage_contacts");
  return (
    <>
      <Identity view={view} />
      <ConversationFacts conversationId={conversationId} />
      <ConsentCard contact={view.contact} canEdit={canEdit} />
      <ContactFields
        key={view.contact.id}
        contact={view.contact}
        canEdit={canEdit}
      />
      <OtherConversations others={view.others} />
    </>
  );
}

function Identity({ view }: { view: PanelView }) {
  const t = useTranslations("inbox.panel");
  const format = useFormatter();
  const { contact } = view;
  const name = contact.name ?? contact.phone ?? t("unknown");
  return (
    <div className="flex items-start gap-3 border-b border-line px-4 py-4">
      <Avatar name={name} size="lg" />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="truncate font-semibold">
          {name}
        </p>
        <p className="text-sm text-muted tabular-nums">
          {contact.phone ?? t("noPhone")}
        </p>
        <p className="pt-0.5 text-xs text-muted">
          {t("since", {
            date: format.dateTime(contact.createdAt, { dateStyle: "medium" }),
          })}
        </p>
        <Link
          href={routes.contact(contact.id)}
          className="mt-1.5 inline-flex min-h-6 items-center gap-1 text-xs font-medium text-accent hover:underline"
        >
          {t("openInContacts")}
          <ExternalLink aria-hidden className="size-3.5" />
        </Link>
      </div>
    </div>
  );
}

function PanelSkeleton() {
  const t = useTranslations("inbox.panel");
  return (
    <div role="status" className="flex flex-col gap-5 p-4">
      <span className="sr-only">{t("loading")}</span>
      <div className="flex gap-3">
        <Skeleton className="size-12 rounded-full" />
        <div className="flex flex-1 flex-col gap-2 pt-1">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-3 w-24" />
        </div>
      </div>
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
