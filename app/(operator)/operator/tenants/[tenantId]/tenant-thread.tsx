"use client";

import { usePaginatedQuery, useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { cn } from "@/lib/ui/cn";

const PAGE = 30;

type Line = FunctionReturnType<
  typeof api.operators.content.thread
>["page"][number];

interface TenantThreadProps {
  tenantId: Id<"tenants">;
  conversationId: Id<"conversations">;
  onClose: () => void;
}

/** One conversation, read and never written to; closes when the access ends. */
export function TenantThread({ onClose, ...ids }: TenantThreadProps) {
  const t = useTranslations("operator.content");
  const head = useQuery(api.operators.content.head, ids);
  return (
    <Dialog
      open={head !== null}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{head?.contact ?? t("unnamed")}</DialogTitle>
          <DialogDescription>
            {head ? t("because", { reason: head.reason }) : null}
          </DialogDescription>
        </DialogHeader>
        {head ? <Thread {...ids} /> : <Skeleton className="h-40" />}
      </DialogContent>
    </Dialog>
  );
}

function Thread(ids: Omit<TenantThreadProps, "onClose">) {
  const t = useTranslations("operator.content");
  const common = useTranslations("common");
  const { results, status, loadMore } = usePaginatedQuery(
    api.operators.content.thread,
    ids,
    { initialNumItems: PAGE },
  );
  if (status === "LoadingFirstPage") return <Skeleton className="h-40" />;
  return (
    <div
      role="region"
      aria-label={t("messages")}
      tabIndex={0}
      className="max-h-[60vh] overflow-y-auto"
    >
      <ol className="flex flex-col-reverse gap-2">
        {results.map((line) => (
          <MessageLine key={line.id} line={line} />
        ))}
        {status === "CanLoadMore" && (
          <li className="text-center">
            <Button variant="ghost" size="sm" onClick={() => loadMore(PAGE)}>
              {common("loadMore")}
            </Button>
          </li>
        )}
      </ol>
    </div>
  );
}

function MessageLine({ line }: { line: Line }) {
  const t = useTranslations("operator.content");
  const format = useFormatter();
  const isFailed = ["failed", "blocked", "unknown"].includes(line.status);
  return (
    <li
      className={cn(
        "max-w-[85%] rounded-panel px-3 py-2 text-sm",
        line.direction === "inbound"
          ? "self-start bg-sunken"
          : "self-end bg-accent-soft",
      )}
    >
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
        <span className="font-medium text-ink">{t(`by.${line.by}`)}</span>
        <time dateTime={new Date(line.sentAt).toISOString()}>
          {format.dateTime(new Date(line.sentAt), {
            dateStyle: "short",
            timeStyle: "short",
          })}
        </time>
        {isFailed && (
          <Badge tone="bad">
            {line.status}
            {line.reason !== null && ` · ${line.reason}`}
          </Badge>
        )}
      </p>
      <p className="mt-0.5 break-words whitespace-pre-wrap">
        {line.text === "" ? t("noText", { type: line.messageType }) : line.text}
      </p>
    </li>
  );
}
