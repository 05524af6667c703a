"use client";

import { useQuery } from "convex/react";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
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
import { type ConversationActions } from "../use-conversation-actions";
import { usePersonName } from "../use-names";
import { type Candidate, type Conversation } from "../views";

interface Props {
  conversation: Conversation;
  actions: ConversationActions;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Who looks after the conversation. */
export function AssignMenu({
  conversation,
  actions,
  isOpen,
  onOpenChange,
}: Props) {
  const t = useTranslations("inbox.assign");
  const personName = usePersonName();
  const { assignee } = conversation;
  // Asked for before the menu opens: its first item then takes the focus.
  const candidates = useQuery(api.conversations.assignment.candidates, {});
  return (
    <DropdownMenu open={isOpen} onOpenChange={onOpenChange}>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={
            assignee === null
              ? t("assign")
              : t("assignedTo", { name: personName(assignee) })
          }
        >
          {assignee === null ? (
            <UserPlus aria-hidden />
          ) : (
            <Avatar name={assignee.name} size="sm" />
          )}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-80 overflow-y-auto">
        <DropdownMenuLabel>{t("title")}</DropdownMenuLabel>
        <Candidates
          candidates={candidates}
          assignee={assignee}
          actions={actions}
        />
        {assignee !== null && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => void actions.assign(null)}>
              {t("nobody")}
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Candidates({
  candidates,
  assignee,
  actions,
}: {
  candidates: Candidate[] | undefined;
  assignee: Conversation["assignee"];
  actions: ConversationActions;
}) {
  const t = useTranslations("inbox");
  const mineFirst = [...(candidates ?? [])].sort(
    (a, b) => Number(b.isMe) - Number(a.isMe),
  );
  if (candidates === undefined) {
    return <DropdownMenuItem disabled>{t("list.loading")}</DropdownMenuItem>;
  }
  return mineFirst.map((person) => (
    <DropdownMenuCheckboxItem
      key={person.memberId}
      checked={person.memberId === assignee?.memberId}
      onSelect={() => void actions.assign(person.memberId)}
    >
      <span className="truncate">
        {person.isMe ? t("assign.me", { name: person.name }) : person.name}
      </span>
    </DropdownMenuCheckboxItem>
  ));
}
