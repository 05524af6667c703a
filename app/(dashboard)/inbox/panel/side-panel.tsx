"use client";

import { ArrowLeft, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { type Id } from "@/convex/_generated/dataModel";
import { PaneBoundary } from "../pane-boundary";
import { useInboxAddress } from "../use-inbox-address";
import { ContactPanel } from "./contact-panel";
import { TraceView } from "./trace-view";

/** The right pane: the contact, or why the AI answered as it did. */
export function SidePanel({ conversationId }: { conversationId: string }) {
  const t = useTranslations("inbox.panel");
  const { address, go } = useInboxAddress();
  const { whyMessageId } = address;
  const heading = useRef<HTMLHeadingElement>(null);
  const isAsked = address.panel === "open";
  useEffect(() => {
    if (isAsked) heading.current?.focus();
  }, [isAsked, whyMessageId]);
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-2">
        {whyMessageId !== null && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("backToContact")}
            onClick={() => go({ whyMessageId: null })}
          >
            <ArrowLeft aria-hidden />
          </Button>
        )}
        <h2
          ref={heading}
          tabIndex={-1}
          className="flex-1 px-2 text-sm font-semibold outline-none"
        >
          {whyMessageId === null ? t("contact") : t("why")}
        </h2>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("close")}
          onClick={() => go({ panel: "closed", whyMessageId: null })}
        >
          <X aria-hidden />
        </Button>
      </div>
      <div
        role="region"
        aria-label={whyMessageId === null ? t("contact") : t("why")}
        // A trace holds nothing to focus, and must scroll by keyboard.
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
      >
        <PaneBoundary
          key={`${conversationId}:${whyMessageId ?? ""}`}
          fallback={() => (
            <p className="p-4 text-sm text-muted">{t("unavailable")}</p>
          )}
        >
          {/* Ids of the address; Convex refuses what is not one. */}
          {whyMessageId === null ? (
            <ContactPanel
              conversationId={conversationId as Id<"conversations">}
            />
          ) : (
            <TraceView messageId={whyMessageId as Id<"messages">} />
          )}
        </PaneBoundary>
      </div>
    </div>
  );
}
