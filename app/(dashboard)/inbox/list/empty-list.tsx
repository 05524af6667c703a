"use client";

import { useQuery } from "convex/react";
import { ExternalLink, Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { type InboxAddress } from "../address";
import { useInboxAddress } from "../use-inbox-address";
import { ListSkeleton } from "./list-skeleton";

/** Why the list is empty, and what to do about it. */
export function EmptyList({
  address,
  phoneUrl,
}: {
  address: InboxAddress;
  phoneUrl: string | null;
}) {
  const t = useTranslations("inbox.empty");
  const { go } = useInboxAddress();
  const any = useQuery(api.conversations.inbox.list, {
    filter: "all",
    paginationOpts: { numItems: 1, cursor: null },
  });
  if (any === undefined) return <ListSkeleton />;
  if (any.page.length === 0) return <FirstConversation phoneUrl={phoneUrl} />;
  const filter = address.labelId === null ? address.filter : "label";
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      <EmptyState
        icon={<Inbox aria-hidden />}
        title={t(`${filter}.title`)}
        body={t(`${filter}.body`)}
        action={
          <Button
            variant="secondary"
            size="sm"
            onClick={() => go({ filter: "all", labelId: null, numberId: null })}
          >
            {t("showAll")}
          </Button>
        }
      />
    </div>
  );
}

function FirstConversation({ phoneUrl }: { phoneUrl: string | null }) {
  const t = useTranslations("inbox.empty");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      <EmptyState
        icon={<Inbox aria-hidden />}
        title={t("all.title")}
        body={phoneUrl === null ? t("all.body") : t("all.bodyPhone")}
        action={
          phoneUrl === null ? (
            <Button variant="secondary" size="sm" asChild>
              <Link href={routes.instances}>{t("toNumbers")}</Link>
            </Button>
          ) : (
            <Button variant="primary" size="sm" asChild>
              <a href={phoneUrl} target="_blank" rel="noopener noreferrer">
                {t("openPhone")}
                <ExternalLink aria-hidden className="size-3.5" />
              </a>
            </Button>
          )
        }
      />
    </div>
  );
}
