"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Switch } from "@/components/ui/switch";
import { api } from "@/convex/_generated/api";
import { useSession } from "../session";
import type { Settings } from "./types";

/** The one switch that silences the AI everywhere, at once. */
export function AiSwitch({ settings }: { settings: Settings }) {
  const t = useTranslations("assistant.ai");
  const id = useId();
  const describe = useErrorText();
  const { can } = useSession();
  const update = useMutation(api.tenants.settings.update).withOptimisticUpdate(
    (store, changes) => {
      const current = store.getQuery(api.tenants.settings.current, {});
      if (current === undefined || changes.aiEnabled === undefined) return;
      store.setQuery(
        api.tenants.settings.current,
        {},
        { ...current, aiEnabled: changes.aiEnabled },
      );
    },
  );
  return (
    <div className="flex items-center gap-2.5 rounded-control border border-line bg-surface px-3 py-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {settings.aiEnabled ? t("on") : t("off")}
      </label>
      <Switch
        id={id}
        checked={settings.aiEnabled}
        disabled={!can("manage_tenant")}
        title={can("manage_tenant") ? undefined : t("needsPermission")}
        onCheckedChange={(aiEnabled) =>
          void update({ aiEnabled }).catch((error: unknown) =>
            toast.error(describe(error)),
          )
        }
      />
    </div>
  );
}
