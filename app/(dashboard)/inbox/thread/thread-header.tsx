"use client";

import {
  ArrowLeft,
  CheckCircle2,
  MoreHorizontal,
  PanelRight,
  RotateCcw,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Hint } from "@/components/ui/tooltip";
import { type ConversationActions } from "../use-conversation-actions";
import { useInboxAddress } from "../use-inbox-address";
import { useContactName } from "../use-names";
import { type Conversation } from "../views";
import { AssignMenu } from "./assign-menu";
import { LabelMenu } from "./label-menu";
import { SnoozeMenu } from "./snooze-menu";
import { type ThreadMenus } from "./use-thread-shortcuts";

interface Props {
  conversation: Conversation;
  actions: ConversationActions;
  menus: ThreadMenus;
  canReply: boolean;
}

export function ThreadHeader(props: Props) {
  const { conversation, canReply } = props;
  const t = useTranslations("inbox.thread");
  const { go } = useInboxAddress();
  const name = useContactName()(conversation);
  return (
    <header className="flex min-h-14 items-center gap-2 border-b border-line bg-surface px-2 md:px-3">
      <Button
        variant="ghost"
        size="icon"
        className="md:hidden"
        aria-label={t("backToList")}
        onClick={() => go({ conversationId: null, whyMessageId: null })}
      >
        <ArrowLeft aria-hidden />
      </Button>
      <Avatar name={name} className="max-md:hidden" />
      <Title conversation={conversation} name={name} />
      {conversation.status !== "open" && (
        <Badge className="max-sm:hidden">
          {t(`status.${conversation.status}`)}
        </Badge>
      )}
      {canReply && <Tools {...props} />}
      <DetailsToggle />
    </header>
  );
}

function Title({
  conversation,
  name,
}: {
  conversation: Conversation;
  name: string;
}) {
  const t = useTranslations("inbox.thread");
  const { go } = useInboxAddress();
  const { contactName, contactPhone, instanceLabel } = conversation;
  return (
    <div className="min-w-0 flex-1">
      <h2 dir="auto" className="text-sm font-semibold">
        <button
          type="button"
          title={t("detailsOf", { name })}
          onClick={() => go({ panel: "open" })}
          className="block min-h-6 max-w-full truncate rounded hover:underline"
        >
          {name}
        </button>
      </h2>
      <p className="flex items-center gap-1.5 text-xs text-muted">
        {contactName !== null && contactPhone !== null && (
          <span className="shrink-0 max-lg:hidden">{contactPhone} ·</span>
        )}
        <span className="truncate">{instanceLabel}</span>
      </p>
    </div>
  );
}

function Tools({ conversation, actions, menus }: Props) {
  const t = useTranslations("inbox.thread");
  const isClosed = conversation.status === "closed";
  const menu = (name: "assign" | "labels" | "snooze") => ({
    isOpen: menus.open === name,
    onOpenChange: (isOpen: boolean) => menus.setOpen(isOpen ? name : null),
  });
  return (
    <div
      role="toolbar"
      aria-label={t("tools")}
      className="flex items-center gap-0.5"
    >
      <AssignMenu
        conversation={conversation}
        actions={actions}
        {...menu("assign")}
      />
      <LabelMenu
        conversation={conversation}
        actions={actions}
        {...menu("labels")}
      />
      <SnoozeMenu actions={actions} {...menu("snooze")} />
      <Hint text={isClosed ? t("reopenKey") : t("closeKey")}>
        <Button
          variant="ghost"
          size="icon"
          aria-label={isClosed ? t("reopen") : t("close")}
          onClick={() => void (isClosed ? actions.reopen() : actions.close())}
        >
          {isClosed ? <RotateCcw aria-hidden /> : <CheckCircle2 aria-hidden />}
        </Button>
      </Hint>
      <MoreMenu conversation={conversation} actions={actions} />
    </div>
  );
}

function MoreMenu({
  conversation,
  actions,
}: Pick<Props, "conversation" | "actions">) {
  const t = useTranslations("inbox.thread");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t("more")}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => void actions.take()}>
          {t("takeOver")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void actions.resume()}>
          {t("resume")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void actions.markUnread()}>
          {t("markUnread")}
        </DropdownMenuItem>
        {conversation.status === "snoozed" && (
          <DropdownMenuItem onSelect={() => void actions.reopen()}>
            {t("wake")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function DetailsToggle() {
  const t = useTranslations("inbox.thread");
  const { address, go } = useInboxAddress();
  const look = (onWide: boolean) =>
    onWide ? "max-xl:hidden" : "max-md:hidden xl:hidden";
  const isOpenOnWide = address.panel !== "closed";
  const isOpenOnNarrow = address.panel === "open";
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        className={look(true)}
        aria-label={t("details")}
        aria-pressed={isOpenOnWide}
        onClick={() => go({ panel: isOpenOnWide ? "closed" : "auto" })}
      >
        <PanelRight aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        className={look(false)}
        aria-label={t("details")}
        aria-pressed={isOpenOnNarrow}
        onClick={() => go({ panel: isOpenOnNarrow ? "auto" : "open" })}
      >
        <PanelRight aria-hidden />
      </Button>
    </>
  );
}
