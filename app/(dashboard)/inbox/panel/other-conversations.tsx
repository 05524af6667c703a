"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { useInboxAddress } from "../use-inbox-address";
import { type PanelView } from "../views";
import { Section } from "./section";

export function OtherConversations({
  others,
}: {
  others: PanelView["others"];
}) {
  const t = useTranslations("inbox");
  const { go, hrefFor } = useInboxAddress();
  if (others.length === 0) return null;
  return (
    <Section title={t("panel.others")}>
      <ul className="-mx-2">
        {others.map((other) => (
          <li key={other.id}>
            <a
              href={hrefFor({ conversationId: other.id, found: null })}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                go({ conversationId: other.id, found: null });
              }}
              className="block rounded-md px-2 py-1.5 hover:bg-sunken"
            >
              <span className="flex items-center gap-2 text-sm">
                <span className="min-w-0 flex-1 truncate font-medium">
                  {other.instanceLabel}
                </span>
                <Badge>{t(`thread.status.${other.status}`)}</Badge>
              </span>
              <span className="flex gap-2 text-xs text-muted">
                <span className="min-w-0 flex-1 truncate">
                  {other.lastMessagePreview}
                </span>
                <RelativeTime at={other.lastMessageAt} length="narrow" />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
