"use client";

import { useMutation, useQuery } from "convex/react";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { api } from "@/convex/_generated/api";
import { type CannedReply } from "../views";
import { CannedForm } from "./canned-form";

type Screen = { kind: "list" } | { kind: "form"; reply: CannedReply | null };

/** The tenant's saved answers: add, change, remove. */
export function CannedManager({ onClose }: { onClose: () => void }) {
  const t = useTranslations("inbox.canned");
  const [screen, setScreen] = useState<Screen>({ kind: "list" });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle>{t("manage")}</DialogTitle>
          <DialogDescription>{t("manageBody")}</DialogDescription>
        </DialogHeader>
        {screen.kind === "list" ? (
          <List onEdit={(reply) => setScreen({ kind: "form", reply })} />
        ) : (
          <CannedForm
            reply={screen.reply}
            onDone={() => setScreen({ kind: "list" })}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

function List({ onEdit }: { onEdit: (reply: CannedReply | null) => void }) {
  const t = useTranslations("inbox.canned");
  const replies = useQuery(api.conversations.cannedReplies.list, {}) ?? [];
  const remove = useMutation(api.conversations.cannedReplies.remove);
  return (
    <>
      <ul className="flex max-h-80 flex-col overflow-y-auto">
        {replies.map((reply) => (
          <li
            key={reply.id}
            className="flex items-center gap-2 border-b border-line py-1.5 text-sm"
          >
            <span className="min-w-0 flex-1">
              <span className="flex items-baseline gap-2">
                <span className="font-mono text-xs text-accent">
                  /{reply.shortcut}
                </span>
                <span className="truncate font-medium">{reply.title}</span>
              </span>
              <span className="block truncate text-xs text-muted">
                {reply.body}
              </span>
            </span>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("editNamed", { name: reply.title })}
              onClick={() => onEdit(reply)}
            >
              <Pencil aria-hidden />
            </Button>
            <ConfirmDialog
              trigger={
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={t("removeNamed", { name: reply.title })}
                >
                  <Trash2 aria-hidden />
                </Button>
              }
              title={t("removeNamed", { name: reply.title })}
              description={t("removeBody")}
              confirmLabel={t("remove")}
              onConfirm={() => remove({ replyId: reply.id })}
            />
          </li>
        ))}
      </ul>
      <Button
        variant="secondary"
        className="self-start"
        onClick={() => onEdit(null)}
      >
        <Plus aria-hidden />
        {t("add")}
      </Button>
    </>
  );
}
