import { useTranslations } from "next-intl";

const OUTCOMES = [
  "answered_meanwhile",
  "erased",
  "suspended",
  "sending_stopped",
  "too_old",
  "no_credits",
  "ai_off",
  "held_by_human",
  "opted_out",
  "outside_activation",
  "handoff",
  "consent",
  "resolved",
  "attempt_failed",
] as const;

/** Why a failed answer was not tried again. */
export function useRetryText(): (outcome: string) => string {
  const t = useTranslations("webhooks.failedTurns.outcome");
  return (outcome) => {
    const known = OUTCOMES.find((name) => name === outcome);
    return known === undefined ? t("other", { outcome }) : t(known);
  };
}
