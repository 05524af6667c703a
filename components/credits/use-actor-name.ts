"use client";

import { useTranslations } from "next-intl";
import type { StatementLine } from "./types";

const PARTS = [
  "assistant",
  "consent",
  "delivery",
  "handoff",
  "payments",
  "plan",
  "provision",
  "sign-up",
  "takeover",
  "watchdog",
] as const;

/** Who did it, in words. */
export function useActorName(): (actor: StatementLine["actor"]) => string {
  const t = useTranslations("credits.actors");
  return ({ kind, name, part }) => {
    if (kind === "member") return name ?? t("formerMember");
    if (kind === "operator") return t("operator");
    return t(PARTS.find((known) => known === part) ?? "system");
  };
}
