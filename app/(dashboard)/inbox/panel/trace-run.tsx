"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type Trace } from "../views";
import { Section } from "./section";

type Run = Trace["runs"][number];

const MICROS_PER_DOLLAR = 1_000_000;
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
const HIDDEN = ["phone", "email", "card", "nationalId"] as const;

/** One call of the model: what went in, how long it took, what it cost. */
export function TraceRun({ run }: { run: Run }) {
  const t = useTranslations("inbox.trace");
  return (
    <>
      <Facts run={run} />
      <Section title={t("knowledge")}>
        {run.passages.length === 0 ? (
          <p className="text-sm text-muted">{t("noKnowledge")}</p>
        ) : (
          <ul className="flex list-disc flex-col gap-1 ps-4 text-sm">
            {run.passages.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("prompt")}>
        <PromptParts parts={run.promptParts} />
        <p className="pt-2 font-mono text-[0.6875rem] break-all text-muted">
          {t("hash", { hash: run.promptHash })}
        </p>
      </Section>
      <Section title={t("hidden")}>
        <p className="text-sm">
          {HIDDEN.every((kind) => run.redactions[kind] === 0)
            ? t("nothingHidden")
            : HIDDEN.filter((kind) => run.redactions[kind] > 0)
                .map((kind) =>
                  t(`redaction.${kind}`, { count: run.redactions[kind] }),
                )
                .join(", ")}
        </p>
      </Section>
      <Section title={t("calls")}>
        <ol className="flex flex-col gap-1 text-sm">
          {run.calls.map((call, index) => (
            <li key={index} className="flex gap-2">
              <span className="min-w-0 flex-1 truncate">{call.model}</span>
              <span className="text-muted">{call.outcome}</span>
              <Duration ms={call.latencyMs} />
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}

function Facts({ run }: { run: Run }) {
  const t = useTranslations("inbox.trace");
  const format = useFormatter();
  const facts: [string, string][] = [
    [t("model"), run.model],
    [t("at"), format.dateTime(run.at, { timeStyle: "medium" })],
    [t("latency"), t("seconds", { seconds: run.latencyMs / 1_000 })],
    [
      t("tokens"),
      t("tokenCounts", { prompt: run.promptTokens, answer: run.answerTokens }),
    ],
    [
      t("cost"),
      format.number(run.costMicros / MICROS_PER_DOLLAR, {
        style: "currency",
        currency: "USD",
        maximumSignificantDigits: 2,
      }),
    ],
    ...(run.reason === null
      ? []
      : [[t("reason"), run.reason] satisfies [string, string]]),
  ];
  return (
    <Section title={t("run")}>
      <dl className="grid grid-cols-[6rem_1fr] gap-y-1.5 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="[overflow-wrap:anywhere] tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function PromptParts({ parts }: { parts: Run["promptParts"] }) {
  const t = useTranslations("inbox.trace");
  const partName = (name: string) => {
    const known = PARTS.find((one) => one === name);
    return known === undefined ? name : t(`parts.${known}`);
  };
  const total = parts.reduce((sum, part) => sum + part.chars, 0);
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {parts.map((part) => (
        <li key={part.name}>
          <span className="flex justify-between gap-2">
            <span className="truncate">{partName(part.name)}</span>
            <span className="text-xs text-muted tabular-nums">
              {t("chars", { count: part.chars })}
            </span>
          </span>
          <progress
            aria-hidden="true"
            max={Math.max(total, 1)}
            value={part.chars}
            className="block h-1 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
          />
        </li>
      ))}
    </ul>
  );
}

function Duration({ ms }: { ms: number }) {
  const t = useTranslations("inbox.trace");
  return (
    <span className="shrink-0 text-muted tabular-nums">
      {t("seconds", { seconds: ms / 1_000 })}
    </span>
  );
}
