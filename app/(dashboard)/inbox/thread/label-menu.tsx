"use client";

import { useQuery } from "convex/react";
import { Tag } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { api } from "@/convex/_generated/api";
import { MAX_LABELS_PER_CONVERSATION } from "@/lib/conversations/labels";
import { useSession } from "../../session";
import { LabelDot } from "../label-chip";
import { type ConversationActions } from "../use-conversation-actions";
import { type Conversation } from "../views";

const LabelManager = dynamic(() =>
  import("./label-manager").then((loaded) => loaded.LabelManager),
);

interface Props {
  conversation: Conversation;
  actions: ConversationActions;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Puts the tenant's labels on the conversation, several at a time. */
export function LabelMenu(props: Props) {
  const t = useTranslations("inbox.labels");
  const { can } = useSession();
  const [isManaging, setIsManaging] = useState(false);
  return (
    <>
      <DropdownMenu open={props.isOpen} onOpenChange={props.onOpenChange}>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("edit")}>
            <Tag aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="max-h-80 overflow-y-auto">
          <DropdownMenuLabel>{t("title")}</DropdownMenuLabel>
          <Choices {...props} />
          {can("manage_tenant") && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setIsManaging(true)}>
                {t("manage")}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {isManaging && <LabelManager onClose={() => setIsManaging(false)} />}
    </>
  );
}

function Choices({ conversation, actions }: Props) {
  const t = useTranslations("inbox.labels");
  const labels = useQuery(api.conversations.labels.list, {});
  const chosen = conversation.labels.map((label) => label.id);
  if (labels?.length === 0) {
    return <DropdownMenuItem disabled>{t("none")}</DropdownMenuItem>;
  }
  return labels?.map((label) => {
    const isChosen = chosen.includes(label.id);
    return (
      <DropdownMenuCheckboxItem
        key={label.id}
        checked={isChosen}
        disabled={!isChosen && chosen.length >= MAX_LABELS_PER_CONVERSATION}
        onSelect={(event) => {
          event.preventDefault();
          void actions.setLabels(
            isChosen
              ? chosen.filter((id) => id !== label.id)
              : [...chosen, label.id],
          );
        }}
      >
        <LabelDot color={label.color} />
        <span className="truncate">{label.name}</span>
      </DropdownMenuCheckboxItem>
    );
  });
}
