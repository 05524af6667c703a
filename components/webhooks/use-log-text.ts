import { useTranslations } from "next-intl";
import type { LogRow } from "./types";

const TYPES = [
  "text",
  "image",
  "video",
  "voice",
  "audio",
  "document",
  "sticker",
  "location",
  "contact",
] as const;

const REASONS = [
  "missing_signature",
  "unknown_algorithm",
  "malformed_signature",
  "mismatch",
  "unknown_token",
  "misconfigured",
  "not_json",
  "session_mismatch",
  "unknown_session",
  "not_direct",
  "suspended",
  "unused_event",
  "rate_limited",
  "apply_failed",
] as const;

/** Says in words what came and what became of it. */
export function useLogText() {
  const t = useTranslations("webhooks");
  const reasonText = (reason: string): string => {
    const known = REASONS.find((name) => name === reason);
    return known === undefined
      ? t("reason.other", { reason })
      : t(`reason.${known}`);
  };
  const whatText = ({ messageType, messageId }: LogRow): string => {
    if (messageId === null) return t("what.unknown");
    return t(`what.${TYPES.find((name) => name === messageType) ?? "other"}`);
  };
  const effectText = (row: LogRow): string => {
    if (row.verdict === "duplicate") return t("effect.duplicate");
    if (row.effect === null) {
      return row.reason === null ? t("effect.none") : reasonText(row.reason);
    }
    if (row.effect.kind !== "answered") return t(`effect.${row.effect.kind}`);
    const { purpose, status, credits } = row.effect;
    const parts = [
      t(`effect.answered.${purpose ?? "phone"}`),
      t(`effect.status.${status}`),
      ...(purpose === null ? [] : [t("effect.credits", { credits })]),
    ];
    return parts.join(" · ");
  };
  return { reasonText, whatText, effectText };
}
