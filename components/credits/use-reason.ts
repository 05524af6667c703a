"use client";

import { useTranslations } from "next-intl";
import type { StatementLine } from "./types";

/** Reasons the product books by itself; a person's reason is shown as written. */
const CODES = [
  "answer_refused",
  "budget_reached",
  "answer_limit",
  "customer_asked",
  "model_asked",
  "model_failed",
  "no_credits",
  "send_failed",
  "unsupported_content",
  "not_connected",
  "opted_out",
  "suspended",
  "kill_switch",
  "held_by_human",
  "expired",
  "ack_error",
  "settled_not_sent",
  "purchase",
  "purchase_refunded",
  "purchase_refund_failed",
  "plan_grant",
  "plan_expired",
] as const;

/** Why, in words; null where the kind of the entry says it already. */
export function useReason(): (line: StatementLine) => string | null {
  const t = useTranslations("credits.reasons");
  return ({ actor, kind, reason }) => {
    if (actor.kind !== "system") return reason;
    if (kind === "capture") return null;
    const code = CODES.find((known) => known === reason);
    return code === undefined ? reason : t(code);
  };
}
