"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { TestTurn } from "./types";
import { useVerdict } from "./verdict";

/** Everything that led to one answer. */
export function TryInspector({ turn }: { turn: TestTurn }) {
  const t = useTranslations("assistant.inspect");
  const verdict = useVerdict(turn);
  return (
    <div className="flex flex-col gap-5 text-sm">
      <Part title={t("outcome")}>
        <Badge tone={verdict.tone}>{verdict.title}</Badge>
        <p className="mt-1.5">{verdict.detail}</p>
        <p className="mt-1.5 text-muted">
          {t("credits", { count: turn.credits })}
        </p>
      </Part>
      {turn.run !== null && <RunParts run={turn.run} />}
    </div>
  );
}

type Run = NonNullable<TestTurn["run"]>;

function RunParts({ run }: { run: Run }) {
  const t = useTranslations("assistant.inspect");
  return (
    <>
      <Part title={t("passages", { count: run.passages.length })}>
        {run.passages.length === 0 ? (
          <p className="text-muted">{t("noPassages")}</p>
        ) : (
          <ol className="list-decimal ps-5">
            {run.passages.map((title, index) => (
              <li key={index} className="break-words">
                {title}
              </li>
            ))}
          </ol>
        )}
      </Part>
      <PromptParts run={run} />
      <Part title={t("hidden")}>
        <Hidden redactions={run.redactions} />
      </Part>
      <Calls run={run} />
    </>
  );
}

function PromptParts({ run }: { run: Run }) {
  const t = useTranslations("assistant.inspect");
  const format = useFormatter();
  const total = run.promptParts.reduce((sum, { chars }) => sum + chars, 0);
  return (
    <Part title={t("prompt", { count: total })}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-0.5">
        {run.promptParts.map(({ name, chars }) => (
          <Pair key={name} name={t(`part.${partOf(name)}`)}>
            {format.number(chars)}
          </Pair>
        ))}
      </dl>
      <p className="mt-1.5 font-mono text-xs break-all text-muted">
        {t("hash", { hash: run.promptHash.slice(0, 16) })}
      </p>
    </Part>
  );
}

const PARTS = [
  "guard_rails",
  "business",
  "house_instructions",
  "knowledge",
  "placeholders",
  "closing",
  "history",
  "message",
] as const;

function partOf(name: string) {
  return PARTS.find((part) => part === name) ?? "other";
}

function Hidden({ redactions }: { redactions: Run["redactions"] }) {
  const t = useTranslations("assistant.inspect");
  const kinds = (["phone", "email", "card", "nationalId"] as const).filter(
    (kind) => redactions[kind] > 0,
  );
  if (kinds.length === 0) return <p className="text-muted">{t("noHidden")}</p>;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {kinds.map((kind) => (
        <li key={kind}>
          <Badge>{t(`redaction.${kind}`, { count: redactions[kind] })}</Badge>
        </li>
      ))}
    </ul>
  );
}

function Calls({ run }: { run: Run }) {
  const t = useTranslations("assistant.inspect");
  const format = useFormatter();
  const cost = format.number(run.costMicros / 1_000_000, {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: 6,
  });
  return (
    <Part title={t("model")}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-0.5">
        {run.calls.map(({ model, outcome, latencyMs }, index) => (
          <Pair key={index} name={model}>
            {t("call", {
              outcome: outcome === "ok" ? t("callOk") : outcome,
              ms: latencyMs,
            })}
          </Pair>
        ))}
        <Pair name={t("latency")}>{t("ms", { ms: run.latencyMs })}</Pair>
        <Pair name={t("tokens")}>
          {t("tokenCounts", {
            prompt: run.promptTokens,
            answer: run.answerTokens,
          })}
        </Pair>
        <Pair name={t("cost")}>{cost}</Pair>
      </dl>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-[0.8125rem] font-medium text-muted">
        {title}
      </h3>
      {children}
    </section>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="min-w-0 break-words">{name}</dt>
      <dd className="text-end tabular-nums">{children}</dd>
    </>
  );
}
