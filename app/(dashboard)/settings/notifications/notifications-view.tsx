"use client";

import { type Preloaded, useMutation, usePreloadedQuery } from "convex/react";
import type { FunctionArgs } from "convex/server";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Card, CardBody } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Switch } from "@/components/ui/switch";
import { api } from "@/convex/_generated/api";

type Kind = FunctionArgs<typeof api.tenants.preferences.set>["muted"][number];

const KINDS = [
  "handoff",
  "number_disconnected",
  "number_silent",
  "qr_needed",
  "other_account_paired",
  "outreach_restricted",
  "credits_low",
  "credits_empty",
  "ai_budget_warning",
  "ai_budget_reached",
  "own_key_failed",
] as const satisfies readonly Kind[];

interface NotificationsViewProps {
  preferences: Preloaded<typeof api.tenants.preferences.get>;
}

export function NotificationsView(props: NotificationsViewProps) {
  const t = useTranslations("settings.notifications");
  const describe = useErrorText();
  const { muted } = usePreloadedQuery(props.preferences);
  const set = useMutation(api.tenants.preferences.set).withOptimisticUpdate(
    (store, args) =>
      store.setQuery(api.tenants.preferences.get, {}, { muted: args.muted }),
  );
  const change = (kind: Kind, isWanted: boolean) => {
    const others = KINDS.filter(
      (other) => other !== kind && muted.includes(other),
    );
    set({ muted: isWanted ? others : [...others, kind] }).catch(
      (error: unknown) => toast.error(describe(error)),
    );
  };
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Card>
        <CardBody className="p-0">
          <fieldset>
            <legend className="sr-only">{t("kinds")}</legend>
            <ul className="divide-y divide-line">
              {KINDS.map((kind) => (
                <li key={kind}>
                  <label className="flex cursor-pointer items-center justify-between gap-4 px-4 py-3 text-sm">
                    {t(kind)}
                    <Switch
                      checked={!muted.includes(kind)}
                      onCheckedChange={(isWanted) => change(kind, isWanted)}
                    />
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        </CardBody>
      </Card>
    </>
  );
}
