"use client";

import { useTranslations } from "next-intl";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Verdict } from "./types";

const TONES = {
  running: "warn",
  in_order: "good",
  wrong: "bad",
  stopped: "warn",
  lost: "warn",
} as const;

/** How far a check of the books is, or what it found: the first wrong entry by its number. */
export function CheckVerdict({ verdict }: { verdict: Verdict }) {
  const t = useTranslations("credits.books");
  const { status, entries, allEntries, firstWrongEntry } = verdict;
  return (
    <div role="status" className="flex flex-col gap-2">
      <StatusBadge tone={TONES[status]}>
        {status === "wrong" && firstWrongEntry !== null
          ? t("wrongAt", { entry: firstWrongEntry })
          : t(`states.${status}`)}
      </StatusBadge>
      {status === "running" && (
        <Progress
          label={t("progress")}
          value={Math.min(entries, allEntries)}
          max={allEntries}
        />
      )}
      <p className="text-[0.8125rem] text-muted">
        {t("looked", {
          entries,
          reservations: verdict.reservations,
          messages: verdict.messages,
        })}
        {" · "}
        <RelativeTime at={verdict.finishedAt ?? verdict.startedAt} />
      </p>
      <Problems verdict={verdict} />
    </div>
  );
}

function Problems({ verdict: { problems, findings } }: { verdict: Verdict }) {
  const t = useTranslations("credits.books");
  if (problems.length === 0) return null;
  const rest = findings - problems.length;
  return (
    <ul className="flex flex-col gap-1 rounded-control bg-bad-soft px-3 py-2 text-[0.8125rem] text-bad">
      {problems.map(({ check, entry, subject, detail }) => (
        <li
          key={`${check} ${String(entry)} ${String(subject)} ${detail}`}
          className="break-words"
        >
          {entry === null
            ? t("problem", { subject: subject ?? check, detail })
            : t("entryProblem", { entry, detail })}
        </li>
      ))}
      {rest > 0 && <li>{t("more", { count: rest })}</li>}
    </ul>
  );
}
