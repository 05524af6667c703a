"use client";

import { AlarmClock } from "lucide-react";
import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type ConversationActions } from "../use-conversation-actions";
import { snoozeTimes } from "./snooze-times";

const SnoozeDialog = dynamic(() =>
  import("./snooze-dialog").then((loaded) => loaded.SnoozeDialog),
);

interface Props {
  actions: ConversationActions;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function SnoozeMenu({ actions, isOpen, onOpenChange }: Props) {
  const t = useTranslations("inbox.snooze");
  const [isChoosing, setIsChoosing] = useState(false);
  return (
    <>
      <DropdownMenu open={isOpen} onOpenChange={onOpenChange}>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("snooze")}>
            <AlarmClock aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-60">
          <DropdownMenuLabel>{t("title")}</DropdownMenuLabel>
          <Presets actions={actions} />
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setIsChoosing(true)}>
            {t("custom")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {isChoosing && (
        <SnoozeDialog
          onChoose={actions.snooze}
          onClose={() => setIsChoosing(false)}
        />
      )}
    </>
  );
}

/** Mounted as the menu opens, so the times are of then. */
function Presets({ actions }: { actions: ConversationActions }) {
  const t = useTranslations("inbox.snooze");
  const format = useFormatter();
  const [times] = useState(() => snoozeTimes(Date.now()));
  return times.map(({ preset, at }) => (
    <DropdownMenuItem key={preset} onSelect={() => void actions.snooze(at)}>
      <span className="flex-1">{t(`preset.${preset}`)}</span>
      <span className="text-xs text-muted">
        {format.dateTime(at, {
          weekday: "short",
          hour: "numeric",
          minute: "2-digit",
        })}
      </span>
    </DropdownMenuItem>
  ));
}
