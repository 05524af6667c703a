"use client";

import { MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";

/** The middle pane without a conversation. */
export function NothingOpen() {
  const t = useTranslations("inbox.thread");
  return (
    <div className="grid h-full place-items-center bg-canvas">
      <EmptyState
        icon={<MessagesSquare aria-hidden />}
        title={t("chooseTitle")}
        body={t.rich("chooseBody", { key: (key) => <Kbd>{key}</Kbd> })}
      />
    </div>
  );
}
