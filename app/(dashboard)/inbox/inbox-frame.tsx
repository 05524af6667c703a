"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { cn } from "@/lib/ui/cn";
import { type PanelState } from "./address";
import { ConversationList } from "./list/conversation-list";
import { NothingOpen } from "./nothing-open";
import { SidePanel, ThreadPane } from "./panes";
import { ServedThread } from "./served-thread";
import { useInboxAddress } from "./use-inbox-address";

/** Three panes; on a phone one at a time. */
export function InboxFrame({
  phoneUrl,
  children,
}: {
  phoneUrl: string | null;
  children: ReactNode;
}) {
  const t = useTranslations("inbox.list");
  const { address } = useInboxAddress();
  const { conversationId } = address;
  const served = useServed(conversationId);
  return (
    <div className="relative flex min-h-0 flex-1 overflow-hidden">
      <h1 className="sr-only">{t("heading")}</h1>
      <div
        className={cn(
          "h-full w-full shrink-0 border-line md:w-80 md:border-e lg:w-[22rem]",
          conversationId !== null && "max-md:hidden",
        )}
      >
        <ConversationList phoneUrl={phoneUrl} />
      </div>
      <div
        className={cn(
          "h-full min-w-0 flex-1",
          conversationId === null && "max-md:hidden",
        )}
      >
        <ServedThread value={served}>{children}</ServedThread>
        {conversationId === null && <NothingOpen />}
        {conversationId !== null && served === null && (
          <ThreadPane conversationId={conversationId} first={null} />
        )}
      </div>
      {conversationId !== null && address.panel !== "closed" && (
        <aside className={PANEL_LOOK[address.panel]}>
          <SidePanel conversationId={conversationId} />
        </aside>
      )}
    </div>
  );
}

/** The conversation the first page shows by itself, until another one is opened. */
function useServed(conversationId: string | null): string | null {
  const [served, setServed] = useState(conversationId);
  if (served !== null && served !== conversationId) setServed(null);
  return served === conversationId ? served : null;
}

const PANEL_LOOK: Record<Exclude<PanelState, "closed">, string> = {
  auto: "h-full w-80 shrink-0 border-s border-line max-xl:hidden",
  open: "z-10 h-full w-80 shrink-0 border-s border-line max-xl:absolute max-xl:inset-y-0 max-xl:end-0 max-xl:shadow-float max-sm:w-full",
};
