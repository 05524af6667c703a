"use client";

import { useQuery } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { type ThreadEntry, type Trace } from "../views";
import { Section } from "./section";
import { TraceRun } from "./trace-run";

/** Why the AI answered as it did: what it was given, what it asked, what it cost. */
export function TraceView({ messageId }: { messageId: ThreadEntry["id"] }) {
  const t = useTranslations("inbox.trace");
  const trace = useQuery(api.assistant.trace.get, { messageId });
  if (trace === undefined) {
    return (
      <div role="status" className="flex flex-col gap-4 p-4">
        <span className="sr-only">{t("loading")}</span>
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-24 w-full" />
      </div>
    );
  }
  if (trace === null) {
    return <p className="p-4 text-sm text-muted">{t("none")}</p>;
  }
  const [made, ...earlier] = trace.runs;
  return (
    <>
      <Summary trace={trace} />
      {made !== undefined && <TraceRun run={made} />}
      {earlier.length > 0 && (
        <Section title={t("earlier", { count: earlier.length })}>
          <ul className="flex flex-col gap-2">
            {earlier.map((run) => (
              <li key={run.at} className="text-xs">
                <Outcome outcome={run.outcome} />{" "}
                <span className="text-muted">
                  {run.model}
                  {run.reason !== null && ` · ${run.reason}`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Summary({ trace }: { trace: Trace }) {
  const t = useTranslations("inbox.trace");
  const format = useFormatter();
  const made = trace.runs[0];
  const time = (at: number) => format.dateTime(at, { timeStyle: "medium" });
  return (
    <Section title={t("summary")}>
      <div className="flex flex-col gap-2 text-sm">
        {made !== undefined && <Outcome outcome={made.outcome} />}
        <p>{t("burst", { count: trace.burst })}</p>
        {trace.hold !== null && (
          <p className="text-muted">
            {trace.hold.resolvedAt === null
              ? t("held", {
                  count: trace.hold.credits,
                  time: time(trace.hold.reservedAt),
                })
              : t(`hold.${trace.hold.status}`, {
                  count: trace.hold.credits,
                  reserved: time(trace.hold.reservedAt),
                  resolved: time(trace.hold.resolvedAt),
                })}
          </p>
        )}
      </div>
    </Section>
  );
}

const TONES = {
  answered: "good",
  superseded: "neutral",
  handed_off: "warn",
  refused: "bad",
  failed: "bad",
} as const satisfies Record<Trace["runs"][number]["outcome"], Tone>;

function Outcome({ outcome }: { outcome: keyof typeof TONES }) {
  const t = useTranslations("inbox.trace");
  return (
    <Badge tone={TONES[outcome]} className="self-start">
      {t(`outcome.${outcome}`)}
    </Badge>
  );
}
