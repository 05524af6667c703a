"use client";

import { useQuery } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/convex/_generated/api";
import { LabelChip } from "../label-chip";
import { usePersonName } from "../use-names";
import { type Conversation } from "../views";
import { Section } from "./section";

/** Whose the conversation is and how it is marked. */
export function ConversationFacts({
  conversationId,
}: {
  conversationId: Conversation["id"];
}) {
  const t = useTranslations("inbox.panel");
  const format = useFormatter();
  const personName = usePersonName();
  const conversation = useQuery(api.conversations.thread.get, {
    conversationId,
  });
  if (conversation === undefined) return null;
  const { assignee, labels, instanceLabel, snoozedUntil } = conversation;
  return (
    <Section title={t("conversation")}>
      <dl className="grid grid-cols-[6rem_1fr] gap-y-1.5 text-sm">
        <dt className="text-muted">{t("number")}</dt>
        <dd className="truncate">{instanceLabel}</dd>
        <dt className="text-muted">{t("assignee")}</dt>
        <dd className="truncate">
          {assignee === null ? t("nobody") : personName(assignee)}
        </dd>
        {snoozedUntil !== null && (
          <>
            <dt className="text-muted">{t("snoozed")}</dt>
            <dd>
              {format.dateTime(snoozedUntil, {
                dateStyle: "medium",
                timeStyle: "short",
              })}
            </dd>
          </>
        )}
        <dt className="text-muted">{t("labels")}</dt>
        <dd className="flex flex-wrap gap-1">
          {labels.length === 0
            ? t("none")
            : labels.map((label) => (
                <LabelChip
                  key={label.id}
                  name={label.name}
                  color={label.color}
                />
              ))}
        </dd>
      </dl>
    </Section>
  );
}
