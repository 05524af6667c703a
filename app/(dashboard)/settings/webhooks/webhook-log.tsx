"use client";

import { useQuery } from "convex/react";
import { MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { LogCard } from "@/components/webhooks/log-card";
import { LogFilters } from "@/components/webhooks/log-filters";
import type { LogRow, Verdict } from "@/components/webhooks/types";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { routes } from "@/lib/routes";
import { ReplayDialog } from "./replay-dialog";

interface WebhookLogProps {
  numbers: readonly { id: Id<"instances">; label: string }[];
}

export function WebhookLog({ numbers }: WebhookLogProps) {
  const [instanceId, setInstanceId] = useState<Id<"instances"> | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [before, setBefore] = useState<number | null>(null);
  const page = useQuery(api.webhooks.log.list, { instanceId, verdict, before });
  return (
    <LogCard
      page={page}
      before={before}
      onMove={setBefore}
      hasNumbers={numbers.length > 1}
      isFiltered={instanceId !== null || verdict !== null}
      filters={
        <LogFilters
          numbers={numbers}
          instanceId={instanceId}
          verdict={verdict}
          onNumber={(id) => {
            setBefore(null);
            setInstanceId(numbers.find((n) => n.id === id)?.id ?? null);
          }}
          onVerdict={(wanted) => {
            setBefore(null);
            setVerdict(wanted);
          }}
        />
      }
      actions={(row) => <RowActions row={row} />}
    />
  );
}

function RowActions({ row }: { row: LogRow }) {
  const t = useTranslations("webhooks.log");
  if (row.messageId === null || row.conversationId === null) return null;
  return (
    <span className="inline-flex items-center gap-1">
      <ReplayDialog messageId={row.messageId} at={row.at} />
      <Button asChild variant="ghost" size="icon">
        <Link
          href={routes.conversation(row.conversationId)}
          aria-label={t("openConversation")}
        >
          <MessageSquare aria-hidden="true" />
        </Link>
      </Button>
    </span>
  );
}
