"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { routes } from "@/lib/routes";
import type { Profile } from "./types";

interface Props {
  conversations: Profile["conversations"];
}

export function ConversationsCard({ conversations }: Props) {
  const t = useTranslations("contacts.conversations");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      {conversations.length === 0 ? (
        <p className="p-4 text-sm text-muted">{t("none")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {conversations.map((conversation) => (
            <li key={conversation.id}>
              <ConversationLink conversation={conversation} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface LinkProps {
  conversation: Profile["conversations"][number];
}

function ConversationLink({ conversation }: LinkProps) {
  const t = useTranslations("contacts.conversations");
  const { id, instanceLabel, status, lastMessageAt, lastMessagePreview } =
    conversation;
  return (
    <Link
      href={routes.conversation(id)}
      className="flex flex-col gap-1 px-4 py-3 text-sm transition-colors hover:bg-surface-hover"
    >
      <span className="flex items-center justify-between gap-2">
        <span className="flex min-w-0 items-center gap-2 font-medium">
          <span className="truncate">{instanceLabel}</span>
          <Badge>{t(`statuses.${status}`)}</Badge>
        </span>
        {lastMessageAt > 0 && (
          <RelativeTime
            at={lastMessageAt}
            length="narrow"
            className="shrink-0 text-xs text-muted"
          />
        )}
      </span>
      <span dir="auto" className="truncate text-muted">
        {lastMessagePreview === "" ? t("noText") : lastMessagePreview}
      </span>
    </Link>
  );
}
