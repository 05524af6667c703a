"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { errorCode, errorReason } from "@/lib/error-code";

const REASONS = ["owners_only", "last_owner", "oneself", "seats"] as const;

/** Says why a change of the team was refused. */
export function useTeamText(): (error: unknown) => string {
  const t = useTranslations("settings.members.refused");
  const describe = useErrorText();
  return useCallback(
    (error: unknown) => {
      if (errorCode(error) === "DUPLICATE") return t("duplicate");
      const reason = errorReason(error);
      const known = REASONS.find((name) => name === reason);
      return known === undefined ? describe(error) : t(known);
    },
    [t, describe],
  );
}
