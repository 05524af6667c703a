"use client";

import { useMutation, usePaginatedQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { ReasonDialog } from "../../reason-dialog";
import { TenantThread } from "./tenant-thread";

const PAGE = 10;

type Conversation = FunctionReturnType<
  typeof api.operators.content.conversations
>["page"][number];

interface TenantConversationsProps {
  tenantId: Id<"tenants">;
}

/** The conversations without their words; one is read only with a reason of its own. */
export function TenantConversations({ tenantId }: TenantConversationsProps) {
  const t = useTranslations("operator.content");
  const common = useTranslations("common");
  const [readId, setReadId] = useState<Id<"conversations"> | null>(null);
  const { results, status, loadMore } = usePaginatedQuery(
    api.operators.content.conversations,
    { tenantId },
    { initialNumItems: PAGE },
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <p className="text-xs text-muted">{t("hint")}</p>
      </CardHeader>
      {results.length === 0 && status === "Exhausted" && (
        <EmptyState icon={<MessagesSquare />} title={t("empty")} />
      )}
      <ul className="divide-y divide-line">
        {results.map((conversation) => (
          <ConversationLine
            key={conversation.id}
            tenantId={tenantId}
            conversation={conversation}
            onRead={() => setReadId(conversation.id)}
          />
        ))}
      </ul>
      {status === "CanLoadMore" && (
        <div className="border-t border-line p-3 text-center">
          <Button variant="secondary" size="sm" onClick={() => loadMore(PAGE)}>
            {common("loadMore")}
          </Button>
        </div>
      )}
      {readId !== null && (
        <TenantThread
          tenantId={tenantId}
          conversationId={readId}
          onClose={() => setReadId(null)}
        />
      )}
    </Card>
  );
}

interface ConversationLineProps {
  tenantId: Id<"tenants">;
  conversation: Conversation;
  onRead: () => void;
}

function ConversationLine({
  tenantId,
  conversation,
  onRead,
}: ConversationLineProps) {
  const t = useTranslations("operator.content");
  const { id, number, status, waitsFor, lastMessageAt, isOpen } = conversation;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm">
      <span className="min-w-0 flex-1 basis-48">
        <span className="block truncate">{number ?? t("noNumber")}</span>
        <code className="block truncate font-mono text-xs text-muted">
          {id}
        </code>
      </span>
      {waitsFor !== null && <Badge tone="warn">{t("waits")}</Badge>}
      <Badge>{t(`states.${status}`)}</Badge>
      <RelativeTime
        at={lastMessageAt}
        length="narrow"
        className="text-xs text-muted"
      />
      {isOpen ? (
        <Button variant="secondary" size="sm" onClick={onRead}>
          {t("readAgain")}
        </Button>
      ) : (
        <ReadButton tenantId={tenantId} conversationId={id} onRead={onRead} />
      )}
    </li>
  );
}

interface ReadButtonProps {
  tenantId: Id<"tenants">;
  conversationId: Id<"conversations">;
  onRead: () => void;
}

function ReadButton({ tenantId, conversationId, onRead }: ReadButtonProps) {
  const t = useTranslations("operator.content");
  const open = useMutation(api.operators.content.open);
  return (
    <ReasonDialog
      trigger={
        <Button variant="ghost" size="sm">
          {t("read")}
        </Button>
      }
      title={t("readTitle")}
      description={t("readText")}
      confirmLabel={t("read")}
      tone="primary"
      onConfirm={async (reason) => {
        await open({ tenantId, conversationId, reason });
        onRead();
      }}
    />
  );
}
