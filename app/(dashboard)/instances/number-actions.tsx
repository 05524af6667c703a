"use client";

import { useMutation } from "convex/react";
import {
  LogOut,
  MoreHorizontal,
  Pencil,
  RefreshCw,
  Trash2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { api } from "@/convex/_generated/api";
import type { NumberState } from "@/lib/instances/state";
import { RenameDialog } from "./rename-dialog";
import type { LinkedNumber } from "./types";

type Asking = "rename" | "reconnect" | "logout" | "remove" | null;

const CAN_LOG_OUT: ReadonlySet<NumberState> = new Set([
  "linked",
  "silent",
  "other_account",
  "attention",
]);

interface NumberActionsProps {
  number: LinkedNumber;
  state: NumberState;
}

export function NumberActions({ number, state }: NumberActionsProps) {
  const t = useTranslations("instances");
  const [asking, setAsking] = useState<Asking>(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("actions.menu", { label: number.label })}
          >
            <MoreHorizontal aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setAsking("rename")}>
            <Pencil aria-hidden="true" />
            {t("actions.rename")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAsking("reconnect")}>
            <RefreshCw aria-hidden="true" />
            {t("actions.reconnect")}
          </DropdownMenuItem>
          <DropdownMenuItem
            disabled={!CAN_LOG_OUT.has(state)}
            onSelect={() => setAsking("logout")}
          >
            <LogOut aria-hidden="true" />
            {t("actions.logout")}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem
            variant="danger"
            onSelect={() => setAsking("remove")}
          >
            <Trash2 aria-hidden="true" />
            {t("actions.remove")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <RenameDialog
        number={number}
        open={asking === "rename"}
        onClose={() => setAsking(null)}
      />
      <Confirmations
        number={number}
        asking={asking}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

interface ConfirmationsProps {
  number: LinkedNumber;
  asking: Asking;
  onClose: () => void;
}

function Confirmations({ number, asking, onClose }: ConfirmationsProps) {
  const t = useTranslations("instances");
  const { id: instanceId, label } = number;
  const reconnect = useMutation(api.instances.sessions.reconnect);
  const logout = useMutation(api.instances.sessions.logout);
  const remove = useMutation(api.instances.sessions.remove);
  const actions = [
    { kind: "reconnect", run: reconnect, tone: "primary" },
    { kind: "logout", run: logout, tone: "danger" },
    { kind: "remove", run: remove, tone: "danger", typed: label },
  ] as const;
  return actions.map(({ kind, run, tone, ...rest }) => (
    <ConfirmDialog
      key={kind}
      open={asking === kind}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      tone={tone}
      title={t(`${kind}.title`, { label })}
      description={t(`${kind}.body`)}
      confirmLabel={t(`actions.${kind}`)}
      {...rest}
      onConfirm={async () => {
        await run({ instanceId });
        toast.success(t(`${kind}.done`));
      }}
    />
  ));
}
