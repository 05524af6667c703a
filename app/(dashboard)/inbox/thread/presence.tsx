"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { api } from "@/convex/_generated/api";
import { useClock } from "../use-clock";
import { useContactName } from "../use-names";
import { type Conversation } from "../views";

/** Whether the customer writes, which colleagues look at the conversation, and who writes. */
export function Presence({ conversation }: { conversation: Conversation }) {
  const customer = useCustomer(conversation);
  const colleagues = useColleagues(conversation.id);
  return (
    <p
      role="status"
      className="h-6 shrink-0 truncate px-4 py-1 text-xs text-info"
    >
      {[customer, colleagues].filter((text) => text !== "").join(" · ")}
    </p>
  );
}

function useCustomer(conversation: Conversation): string {
  const t = useTranslations("inbox.presence");
  const now = useClock();
  const name = useContactName()(conversation);
  const typing = useQuery(api.conversations.typing.get, {
    conversationId: conversation.id,
  });
  return typing !== undefined && typing !== null && typing.expiresAt > now
    ? t("customer", { name, doing: typing.doing })
    : "";
}

function useColleagues(conversationId: Conversation["id"]): string {
  const t = useTranslations("inbox.presence");
  const now = useClock();
  const people = useQuery(api.conversations.presence.list, { conversationId });
  const others = (people ?? []).filter(
    ({ person, expiresAt }) => !person.isMe && expiresAt > now,
  );
  const namesOf = (list: typeof others) =>
    list.map(({ person }) => person.name).join(", ");
  const typing = others.filter((other) => other.isTyping);
  if (typing.length > 0) {
    return t("typing", { names: namesOf(typing), count: typing.length });
  }
  return others.length === 0
    ? ""
    : t("viewing", { names: namesOf(others), count: others.length });
}
