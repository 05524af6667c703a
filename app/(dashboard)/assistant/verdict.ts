"use client";

import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/badge";
import type { TestTurn } from "./types";

interface Verdict {
  tone: Tone;
  title: string;
  /** Why, in a sentence. */
  detail: string;
}

/** What would have happened to a customer, in words. */
export function useVerdict(turn: TestTurn): Verdict {
  const t = useTranslations("assistant.verdict");
  const { decision, outcome } = turn;
  if (turn.status === "pending") {
    return { tone: "neutral", title: t("pending"), detail: t("pendingDetail") };
  }
  if (turn.status === "failed") {
    return { tone: "bad", title: t("failed"), detail: t("failedDetail") };
  }
  switch (decision.kind) {
    case "consent":
      return {
        tone: "neutral",
        title: t(`consent.${decision.command}`),
        detail: t("consent.detail"),
      };
    case "handoff":
      return {
        tone: "warn",
        title: t("handedOff"),
        detail: t(`handoff.${decision.reason}`),
      };
    case "silent":
      return {
        tone: "neutral",
        title: t("silent"),
        detail:
          decision.reason === "outside_activation"
            ? t(`inactive.${inactiveReason(turn)}`)
            : t(`quiet.${decision.reason}`),
      };
    case "answer":
      break;
  }
  if (turn.status === "budget_reached") {
    return { tone: "warn", title: t("handedOff"), detail: t("budget") };
  }
  return outcome?.kind === "handoff"
    ? {
        tone: "warn",
        title: t("handedOff"),
        detail: t(`handoff.${outcome.reason}`, { detail: outcome.detail }),
      }
    : { tone: "good", title: t("answered"), detail: t("answeredDetail") };
}

const INACTIVE = [
  "outside_hours",
  "inside_hours",
  "no_keyword",
  "known_contact",
] as const;

function inactiveReason({ inactiveReason }: TestTurn) {
  return INACTIVE.find((reason) => reason === inactiveReason) ?? "other";
}
