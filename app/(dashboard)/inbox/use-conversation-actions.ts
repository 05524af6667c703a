"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { api } from "@/convex/_generated/api";
import { type Id } from "@/convex/_generated/dataModel";

/** What can be done to a conversation; a refusal is said, never thrown. */
export function useConversationActions(conversationId: Id<"conversations">) {
  const t = useTranslations("inbox.done");
  const attempt = useAttempt();
  const take = useMutation(api.conversations.handoff.take);
  const resolve = useMutation(api.conversations.handoff.resolve);
  const extend = useMutation(api.conversations.handoff.extend);
  const close = useMutation(api.conversations.status.close);
  const reopen = useMutation(api.conversations.status.reopen);
  const snooze = useMutation(api.conversations.status.snooze);
  const markUnread = useMutation(api.conversations.inbox.markUnread);
  const assign = useMutation(api.conversations.assignment.set);
  const setLabels = useMutation(api.conversations.labels.set);
  const it = { conversationId };

  const openAgain = () => attempt(() => reopen(it));
  const undoable = (message: string) =>
    toast(message, {
      action: { label: t("undo"), onClick: () => void openAgain() },
    });
  return {
    take: () => attempt(() => take(it)),
    resume: () => attempt(() => resolve(it)),
    extend: () => attempt(() => extend(it)),
    reopen: openAgain,
    close: () =>
      attempt(async () => {
        await close(it);
        undoable(t("closed"));
      }),
    snooze: (until: number) =>
      attempt(async () => {
        await snooze({ ...it, until });
        undoable(t("snoozed"));
      }),
    markUnread: () =>
      attempt(async () => {
        await markUnread(it);
        toast(t("markedUnread"));
      }),
    assign: (memberId: Id<"memberships"> | null) =>
      attempt(() => assign({ ...it, memberId })),
    setLabels: (labelIds: Id<"labels">[]) =>
      attempt(() => setLabels({ ...it, labelIds })),
  };
}

export type ConversationActions = ReturnType<typeof useConversationActions>;

/** Runs a change and tells the person why when it was refused. */
export function useAttempt(): (
  change: () => Promise<unknown>,
) => Promise<boolean> {
  const errorText = useErrorText();
  return async (change) => {
    try {
      await change();
      return true;
    } catch (error) {
      toast.error(errorText(error));
      return false;
    }
  };
}
