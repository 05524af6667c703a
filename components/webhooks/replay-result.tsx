import { useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { Replay } from "./types";

/** What a message would have come to under today's settings. */
export function ReplayResult({ replay }: { replay: Replay }) {
  const t = useTranslations("webhooks.replay");
  const credits = useTranslations("webhooks.effect");
  return (
    <div className="flex flex-col gap-4 text-sm">
      <p className="text-muted">{t("again")}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        <Entry term={t("decision")}>
          <span className="font-medium">
            <Decision replay={replay} />
          </span>
        </Entry>
        <Entry term={t("cost")}>
          {credits("credits", { credits: replay.credits })}
        </Entry>
      </dl>
      {!replay.isAffordable && <Note>{t("unaffordable")}</Note>}
      {replay.isHeld && <Note>{t("held")}</Note>}
      <Answer replay={replay} />
    </div>
  );
}

function Entry({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-control bg-warn-soft px-3 py-2 text-warn">
      {children}
    </p>
  );
}

function Decision({ replay: { decision } }: { replay: Replay }) {
  const t = useTranslations("webhooks.replay.decisions");
  switch (decision.kind) {
    case "answer":
      return t("answer");
    case "handoff":
      return t(`handoff.${decision.reason}`);
    case "silent":
      return t(`silent.${decision.reason}`);
    case "consent":
      return t(`consent.${decision.command}`);
  }
}

function Answer({ replay }: { replay: Replay }) {
  const t = useTranslations("webhooks.replay");
  const { status, outcome, run } = replay;
  if (status === "pending") {
    return (
      <div role="status" className="flex flex-col gap-2">
        <p className="text-muted">{t("running")}</p>
        <Skeleton className="h-12" />
      </div>
    );
  }
  if (status !== "done") return <Note>{t(status)}</Note>;
  if (outcome === null) return null;
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h3 className="text-[0.8125rem] text-muted">{t("answer")}</h3>
        <p className="mt-1 rounded-control bg-sunken px-3 py-2 wrap-anywhere whitespace-pre-wrap">
          {outcome.kind === "answer"
            ? outcome.text
            : t(`outcomes.${outcome.reason}`)}
        </p>
      </div>
      {run !== null && <Run run={run} />}
    </div>
  );
}

function Run({ run }: { run: NonNullable<Replay["run"]> }) {
  const t = useTranslations("webhooks.replay");
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-[0.8125rem]">
      <Entry term={t("model")}>
        {run.model} ·{" "}
        {t("tokens", { asked: run.promptTokens, answered: run.answerTokens })}
      </Entry>
      <Entry term={t("passages")}>
        {run.passages.length === 0 ? t("noPassages") : run.passages.join(", ")}
      </Entry>
      <Entry term={t("prompt")}>
        <ul>
          {run.promptParts.map(({ name, chars }) => (
            <li key={name}>{t("promptPart", { name, chars })}</li>
          ))}
        </ul>
      </Entry>
    </dl>
  );
}
