"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { errorCode } from "@/lib/error-code";
import { operatorRoutes } from "@/lib/operator-routes";
import { ReplayResult } from "./replay-result";
import type { Replay } from "./types";

interface ReplayFrameProps {
  /** When the message came. */
  at: number;
  /** Null until it was started. */
  replay: Replay | null;
  onStart: () => Promise<unknown>;
  onClose: () => void;
  /** The business that must be opened with a reason first; left out for one's own. */
  needsAccessTo?: string;
}

/** Asks before it spends the model's time, then shows the dry run live. */
export function ReplayFrame(props: ReplayFrameProps) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const time = format.dateTime(new Date(props.at), {
    dateStyle: "medium",
    timeStyle: "medium",
  });
  return (
    <Dialog
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <DialogTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          aria-label={t("log.replayOf", { time })}
        >
          {t("log.replay")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("replay.title")}</DialogTitle>
          <DialogDescription>{t("replay.text")}</DialogDescription>
        </DialogHeader>
        {props.replay === null ? (
          <Start onStart={props.onStart} needsAccessTo={props.needsAccessTo} />
        ) : (
          <ReplayResult replay={props.replay} />
        )}
      </DialogContent>
    </Dialog>
  );
}

interface StartProps {
  onStart: () => Promise<unknown>;
  needsAccessTo: string | undefined;
}

function Start({ onStart, needsAccessTo }: StartProps) {
  const t = useTranslations("webhooks.replay");
  const errorText = useErrorText();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isClosed, setIsClosed] = useState(false);
  const start = async () => {
    setIsBusy(true);
    setFailure(null);
    try {
      await onStart();
    } catch (error) {
      setFailure(errorText(error));
      setIsClosed(errorCode(error) === "FORBIDDEN");
      setIsBusy(false);
    }
  };
  return (
    <>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {failure}
      </p>
      {isClosed && needsAccessTo !== undefined && (
        <p className="text-sm">
          <Link
            href={operatorRoutes.tenant(needsAccessTo)}
            className="text-accent underline underline-offset-2"
          >
            {t("openFirst")}
          </Link>
        </p>
      )}
      <DialogFooter>
        <Button disabled={isBusy} onClick={() => void start()}>
          {t("start")}
        </Button>
      </DialogFooter>
    </>
  );
}
