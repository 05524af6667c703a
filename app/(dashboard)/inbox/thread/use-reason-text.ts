import { useTranslations } from "next-intl";
import { type ThreadEntry } from "../views";

const KNOWN = [
  "suspended",
  "kill_switch",
  "opted_out",
  "held_by_human",
  "turn_closed",
  "superseded",
  "not_connected",
  "expired",
  "restricted",
  "rate_limited",
  "ack_error",
  "not_sent",
  "server_error",
] as const;

/** Why a message was not sent, in words that say what to do. */
export function useReasonText(): (
  status: ThreadEntry["status"],
  reason: string | null,
) => string {
  const t = useTranslations("inbox.delivery");
  return (status, reason) => {
    const known = KNOWN.find((code) => code === reason);
    if (known !== undefined) return t(`reason.${known}`);
    return status === "blocked" ? t("reason.blocked") : t("reason.failed");
  };
}
