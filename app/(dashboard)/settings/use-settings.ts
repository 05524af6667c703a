"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { api } from "@/convex/_generated/api";
import type { BusinessChange } from "./types";

/** Saves a part of the settings and says so. */
export function useSettings(): (change: BusinessChange) => void {
  const t = useTranslations("settings");
  const describe = useErrorText();
  const update = useMutation(api.tenants.settings.update);
  return useCallback(
    (change: BusinessChange) => {
      update(change)
        .then(() => toast.success(t("saved")))
        .catch((error: unknown) => toast.error(describe(error)));
    },
    [update, describe, t],
  );
}
