const HOUR_MS = 3_600_000;

export type StandingKind = "welcome" | "away" | "fallback" | "handoff";

export type StandingTexts = {
  welcomeText: string | null;
  awayText: string | null;
  awayEveryHours: number;
  fallbackText: string | null;
  handoffNotice: string | null;
};

function written(template: string | null): string | null {
  return template === null || template.trim() === "" ? null : template;
}

/** The text for a handoff: its own where an answer was missing, else the notice; null sends nothing. */
export function handoffText(
  texts: Pick<StandingTexts, "fallbackText" | "handoffNotice">,
  reason: string,
): { kind: "fallback" | "handoff"; template: string } | null {
  const fallback =
    reason === "customer_asked" ? null : written(texts.fallbackText);
  if (fallback !== null) return { kind: "fallback", template: fallback };
  const notice = written(texts.handoffNotice);
  return notice === null ? null : { kind: "handoff", template: notice };
}

/** The away text when it is due: at most once per conversation every `awayEveryHours`. */
export function dueAwayText(
  texts: Pick<StandingTexts, "awayText" | "awayEveryHours">,
  awayAt: number | null,
  now: number,
): string | null {
  if (awayAt !== null && now - awayAt < texts.awayEveryHours * HOUR_MS) {
    return null;
  }
  return written(texts.awayText);
}
