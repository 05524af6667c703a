import { useTranslations } from "next-intl";
import { useCallback } from "react";

const REASONS = [
  "unauthorized",
  "not_found",
  "already_exists",
  "not_ready",
  "rejected",
  "rate_limited",
  "unreachable",
  "timeout",
  "server_error",
  "malformed_answer",
  "no_report",
] as const;

/** Says why the gateway failed. */
export function useGatewayText(): (reason: string | null) => string {
  const t = useTranslations("instances.gateway");
  return useCallback(
    (reason: string | null) =>
      t(REASONS.find((known) => known === reason) ?? "other"),
    [t],
  );
}
