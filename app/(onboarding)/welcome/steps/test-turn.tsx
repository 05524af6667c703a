"use client";

import type { FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import type { api } from "@/convex/_generated/api";

type TestTurn = FunctionReturnType<typeof api.assistant.testChat.list>[number];

export function TestTurnView({ turn }: { turn: TestTurn }) {
  const t = useTranslations("onboarding.try");
  return (
    <>
      <p className="ms-auto max-w-[85%] rounded-panel bg-surface px-3 py-2 text-sm break-words whitespace-pre-wrap">
        <span className="sr-only">{t("you")}: </span>
        {turn.question}
      </p>
      <Answer turn={turn} />
    </>
  );
}

function Answer({ turn }: { turn: TestTurn }) {
  const t = useTranslations("onboarding.try");
  if (turn.status === "pending") {
    return (
      <div className="flex items-center">
        <Skeleton className="h-9 w-1/2" />
        <span className="sr-only">{t("thinking")}</span>
      </div>
    );
  }
  const { outcome } = turn;
  return (
    <div className="flex max-w-[85%] flex-col items-start gap-1.5">
      {turn.texts.map(({ kind, text }) => (
        <Bubble key={kind} text={text} />
      ))}
      {outcome?.kind === "answer" ? (
        <Bubble text={outcome.text} />
      ) : (
        <Verdict turn={turn} />
      )}
    </div>
  );
}

function Bubble({ text }: { text: string }) {
  const t = useTranslations("onboarding.try");
  return (
    <p className="rounded-panel bg-bubble px-3 py-2 text-sm break-words whitespace-pre-wrap">
      <span className="sr-only">{t("assistant")}: </span>
      {text}
    </p>
  );
}

function Verdict({ turn }: { turn: TestTurn }) {
  const t = useTranslations("onboarding.try");
  const { decision, outcome } = turn;
  const text = () => {
    if (decision.kind === "consent") return t("consent");
    if (decision.kind === "silent") return t("silent");
    if (decision.kind === "handoff") {
      return t("handoff", { reason: t("handoffReasons.asked") });
    }
    if (outcome?.kind !== "handoff") return t("failed");
    const isUnsure = outcome.reason === "model_asked";
    return t("handoff", {
      reason: t(`handoffReasons.${isUnsure ? "unsure" : "other"}`),
    });
  };
  return <p className="text-[0.8125rem] text-muted">{text()}</p>;
}
