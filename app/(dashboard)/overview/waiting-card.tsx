"use client";

import { Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { routes } from "@/lib/routes";
import type { Waiting } from "./types";

const QUEUE = `${routes.inbox}?filter=waiting`;

interface WaitingCardProps {
  waiting: Waiting;
  hasMore: boolean;
}

/** The queue for people, longest wait first; live. */
export function WaitingCard({ waiting, hasMore }: WaitingCardProps) {
  const t = useTranslations("overview.waiting");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        {(hasMore || waiting.length > 0) && (
          <Button asChild variant="ghost" size="sm">
            <Link href={QUEUE}>{t("all")}</Link>
          </Button>
        )}
      </CardHeader>
      {waiting.length === 0 ? (
        <EmptyState
          icon={<Hand />}
          title={t("empty")}
          body={t("emptyBody")}
          className="py-8"
        />
      ) : (
        <ul className="divide-y divide-line">
          {waiting.map((conversation) => (
            <li key={conversation.id}>
              <WaitingRow conversation={conversation} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function WaitingRow({ conversation }: { conversation: Waiting[number] }) {
  const t = useTranslations("overview");
  const { handoff, contactName, contactPhone } = conversation;
  return (
    <Link
      href={routes.conversation(conversation.id)}
      className="flex flex-col gap-1 px-4 py-2.5 hover:bg-surface-hover focus-visible:outline-offset-[-2px]"
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="truncate text-sm font-medium">
          {contactName ?? contactPhone ?? t("waiting.unnamed")}
        </span>
        {handoff !== null && (
          <RelativeTime
            at={handoff.requestedAt}
            length="narrow"
            className="shrink-0 text-xs text-muted tabular-nums"
          />
        )}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {handoff !== null && (
          <Badge tone="warn">{t(`reasons.${handoff.reason}`)}</Badge>
        )}
        <span className="min-w-0 flex-1 basis-40 truncate text-[0.8125rem] text-muted">
          {conversation.lastMessagePreview}
        </span>
      </span>
    </Link>
  );
}
