"use client";

import { useMutation } from "convex/react";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { cn } from "@/lib/ui/cn";
import { useAttempt } from "../use-conversation-actions";
import { type ThreadEntry } from "../views";
import { useReasonText } from "./use-reason-text";

/** Answers of the AI that were overtaken are no fault: nothing is to be done. */
const HARMLESS: ReadonlySet<string> = new Set([
  "superseded",
  "turn_closed",
  "held_by_human",
]);

/** Why a message did not arrive, or may not have, and what to do. */
export function DeliveryProblem({
  entry,
  canReply,
}: {
  entry: ThreadEntry;
  canReply: boolean;
}) {
  const t = useTranslations("inbox.delivery");
  const reasonText = useReasonText();
  if (!["failed", "blocked", "unknown"].includes(entry.status)) return null;
  const isHarmless = HARMLESS.has(entry.reason ?? "");
  return (
    <div
      className={cn(
        "mt-1 flex max-w-full flex-col items-end gap-1 text-xs",
        isHarmless && "text-muted",
        !isHarmless && entry.status === "unknown" && "text-warn",
        !isHarmless && entry.status !== "unknown" && "text-bad",
      )}
    >
      <p className="text-end text-pretty">
        {entry.status === "unknown"
          ? t("checking")
          : reasonText(entry.status, entry.reason)}
      </p>
      {entry.retriedBy !== null && (
        <p className="text-muted">{t("sentAgain")}</p>
      )}
      {entry.canRetry && canReply && <RetryButton messageId={entry.id} />}
    </div>
  );
}

function RetryButton({ messageId }: { messageId: ThreadEntry["id"] }) {
  const t = useTranslations("inbox.delivery");
  const retry = useMutation(api.messages.outbound.retry);
  const attempt = useAttempt();
  const [isBusy, setIsBusy] = useState(false);
  return (
    <Button
      variant="secondary"
      size="sm"
      disabled={isBusy}
      onClick={async () => {
        setIsBusy(true);
        await attempt(() => retry({ messageId }));
        setIsBusy(false);
      }}
    >
      <RotateCcw aria-hidden />
      {t("retry")}
    </Button>
  );
}
