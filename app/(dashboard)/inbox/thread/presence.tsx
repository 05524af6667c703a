"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { api } from "@/convex/_generated/api";
import { useClock } from "../use-clock";
import { type Conversation } from "../views";

/** Which colleagues look at the conversation, and who writes. */
export function Presence({
  conversationId,
}: {
  conversationId: Conversation["id"];
}) {
  const t = useTranslations("inbox.presence");
  const now = useClock();
  const people = useQuery(api.conversations.presence.list, { conversationId });
  const others = (people ?? []).filter(
    ({ person, expiresAt }) => !person.isMe && expiresAt > now,
  );
  const namesOf = (list: typeof others) =>
    list.map(({ person }) => person.name).join(", ");
  const typing = others.filter((other) => other.isTyping);
  const text =
    typing.length > 0
      ? t("typing", { names: namesOf(typing), count: typing.length })
      : others.length > 0
        ? t("viewing", { names: namesOf(others), count: others.length })
        : "";
  return (
    <p
      role="status"
      className="h-6 shrink-0 truncate px-4 py-1 text-xs text-info"
    >
      {text}
    </p>
  );
}
