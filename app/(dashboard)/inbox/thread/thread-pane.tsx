"use client";

import { useQuery } from "convex/react";
import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { api } from "@/convex/_generated/api";
import { type Id } from "@/convex/_generated/dataModel";
import { useSession } from "../../session";
import { Composer } from "../composer/composer";
import { PaneBoundary } from "../pane-boundary";
import { useConversationActions } from "../use-conversation-actions";
import { useInboxAddress } from "../use-inbox-address";
import { type Conversation, type FirstLook } from "../views";
import { HeldBanner } from "./held-banner";
import { Presence } from "./presence";
import { ThreadBody } from "./thread-body";
import { ThreadHeader } from "./thread-header";
import { PaneSkeleton } from "./pane-skeleton";
import { useThreadShortcuts } from "./use-thread-shortcuts";

/** The middle pane: one conversation. */
export function ThreadPane({
  conversationId,
  first,
}: {
  conversationId: string;
  /** What the page read of it, to begin with. */
  first: FirstLook | null;
}) {
  return (
    <PaneBoundary
      key={conversationId}
      fallback={(isGone, retry) => (
        <CannotOpen isGone={isGone} onRetry={retry} />
      )}
    >
      {/* The address names it; Convex refuses what is not an id of one. */}
      <Live
        conversationId={conversationId as Id<"conversations">}
        first={first}
      />
    </PaneBoundary>
  );
}

interface LiveProps {
  conversationId: Conversation["id"];
  first: FirstLook | null;
}

function Live({ conversationId, first }: LiveProps) {
  const live = useQuery(api.conversations.thread.get, { conversationId });
  const conversation = live ?? first?.conversation;
  if (conversation === undefined) return <PaneSkeleton />;
  return <Open conversation={conversation} first={first} />;
}

function Open({
  conversation,
  first,
}: {
  conversation: Conversation;
  first: FirstLook | null;
}) {
  const { can } = useSession();
  const canReply = can("reply");
  const actions = useConversationActions(conversation.id);
  const menus = useThreadShortcuts(conversation, actions, canReply);
  return (
    <div className="flex h-full min-h-0 flex-col bg-canvas">
      <ThreadHeader
        conversation={conversation}
        actions={actions}
        menus={menus}
        canReply={canReply}
      />
      <HeldBanner
        conversation={conversation}
        actions={actions}
        canReply={canReply}
      />
      <ThreadBody
        conversation={conversation}
        canReply={canReply}
        first={first}
      />
      <Presence conversation={conversation} />
      <Composer conversation={conversation} canReply={canReply} />
    </div>
  );
}

function CannotOpen({
  isGone,
  onRetry,
}: {
  isGone: boolean;
  onRetry: () => void;
}) {
  const t = useTranslations("inbox.thread");
  const { go } = useInboxAddress();
  const leave = () => go({ conversationId: null, whyMessageId: null });
  return (
    <div className="grid h-full place-items-center bg-canvas">
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={t(isGone ? "goneTitle" : "brokenTitle")}
        body={t(isGone ? "goneBody" : "brokenBody")}
        action={
          <Button
            variant="secondary"
            size="sm"
            onClick={isGone ? leave : onRetry}
          >
            {t(isGone ? "backToList" : "retry")}
          </Button>
        }
      />
    </div>
  );
}
