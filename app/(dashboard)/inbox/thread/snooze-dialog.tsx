"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isSnoozeTime } from "@/lib/conversations/snooze";
import { asLocalInput } from "./snooze-times";

const HOUR_MS = 60 * 60_000;

interface Props {
  onChoose: (until: number) => Promise<boolean>;
  onClose: () => void;
}

export function SnoozeDialog({ onChoose, onClose }: Props) {
  const t = useTranslations("inbox.snooze");
  const [value, setValue] = useState(() =>
    asLocalInput(Date.now() + 24 * HOUR_MS),
  );
  const [isWrong, setIsWrong] = useState(false);
  const save = async () => {
    const until = new Date(value).getTime();
    if (!isSnoozeTime(until, Date.now())) {
      setIsWrong(true);
      return;
    }
    if (await onChoose(until)) onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-sm">
        <form
          className="contents"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogHeader>
            <DialogTitle>{t("customTitle")}</DialogTitle>
            <DialogDescription>{t("customBody")}</DialogDescription>
          </DialogHeader>
          <Field label={t("until")} error={isWrong ? t("wrongTime") : null}>
            <Input
              type="datetime-local"
              value={value}
              onChange={(event) => {
                setValue(event.target.value);
                setIsWrong(false);
              }}
            />
          </Field>
          <DialogFooter>
            <Button variant="secondary" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit">{t("snooze")}</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
