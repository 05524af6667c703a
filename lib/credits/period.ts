/** A calendar month in UTC, from `startsAt` on and before `endsAt`. */
export interface Period {
  /** Year and month: "2026-11". */
  key: string;
  startsAt: number;
  endsAt: number;
}

/** The month an instant belongs to. Its end is the start of the next, so every instant has exactly one. */
export function periodOf(at: number): Period {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return {
    key: date.toISOString().slice(0, 7),
    startsAt: Date.UTC(year, month),
    endsAt: Date.UTC(year, month + 1),
  };
}
