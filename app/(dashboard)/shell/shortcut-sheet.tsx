"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { KeyCaps } from "@/components/shortcuts/key-caps";
import {
  listShortcuts,
  type Shortcut,
  subscribe,
} from "@/components/shortcuts/registry";
import {
  setSingleKeys,
  useSingleKeys,
} from "@/components/shortcuts/single-keys";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";

interface ShortcutSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every key that does something on this page. */
export function ShortcutSheet(props: ShortcutSheetProps) {
  const t = useTranslations("shell.shortcuts");
  const singleKeys = useSingleKeys();
  return (
    <Dialog {...props}>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("description")}</DialogDescription>
        </DialogHeader>
        <Groups />
        <Field
          label={t("singleKeys")}
          hint={t("singleKeysHint")}
          layout="row"
          className="border-t border-line pt-4"
        >
          <Switch checked={singleKeys} onCheckedChange={setSingleKeys} />
        </Field>
      </DialogContent>
    </Dialog>
  );
}

function Groups() {
  const t = useTranslations("shell.shortcuts");
  const shortcuts = useSyncExternalStore(
    subscribe,
    listShortcuts,
    listShortcuts,
  );
  const titles = [...new Set(shortcuts.map((one) => one.group))].reverse();
  return (
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      {titles.map((title) => (
        <section key={title} aria-label={title || t("page")}>
          <h3 className="text-xs font-medium text-muted">
            {title || t("page")}
          </h3>
          <Lines shortcuts={shortcuts.filter(({ group }) => group === title)} />
        </section>
      ))}
    </div>
  );
}

function Lines({ shortcuts }: { shortcuts: readonly Shortcut[] }) {
  return (
    <dl className="mt-1.5">
      {shortcuts.map(({ keys, label }) => (
        <div
          key={keys}
          className="flex min-h-8 items-center justify-between gap-4 text-sm"
        >
          <dt>{label}</dt>
          <dd className="shrink-0">
            <KeyCaps keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
