/* What a month came to, in the numbers an operator answers for. */

export const FIGURES = [
  "signIns",
  "violations",
  "foreignIds",
  "rejectedMinutes",
  "topUps",
  "exports",
  "erasures",
  "roles",
  "settings",
  "operatorAccesses",
] as const;

export type Figure = (typeof FIGURES)[number];

/** Which actions of the trail each figure counts. */
const COUNTED: Readonly<Record<Figure, RegExp>> = {
  signIns: /^session\.started$/,
  violations: /^access\.denied$/,
  foreignIds: /^access\.foreign_id$/,
  rejectedMinutes: /^webhook\.rejected$/,
  topUps: /^credits\.top_up$/,
  exports: /(^|[._])export(ed)?([._]|$)/,
  erasures: /\.erased$/,
  roles: /^(role|member|invitation)\./,
  settings: /^settings\./,
  operatorAccesses: /^operator\.access_opened$/,
};

export interface ActionCount {
  action: string;
  count: number;
}

/** The figures of a month from how often each action happened in it. */
export function figuresOf(
  counts: readonly ActionCount[],
): Record<Figure, number> {
  const sum = (figure: Figure) =>
    counts
      .filter(({ action }) => COUNTED[figure].test(action))
      .reduce((total, { count }) => total + count, 0);
  return {
    signIns: sum("signIns"),
    violations: sum("violations"),
    foreignIds: sum("foreignIds"),
    rejectedMinutes: sum("rejectedMinutes"),
    topUps: sum("topUps"),
    exports: sum("exports"),
    erasures: sum("erasures"),
    roles: sum("roles"),
    settings: sum("settings"),
    operatorAccesses: sum("operatorAccesses"),
  };
}

export interface HandledAlert {
  raisedAt: number;
  acknowledgedAt: number | null;
}

export interface ResponseTimes {
  raised: number;
  acknowledged: number;
  /** From raised to acknowledged, of those that are; null while none is. */
  medianMs: number | null;
  longestMs: number | null;
}

/** How fast people answered the alerts of a month. */
export function responseTimesOf(
  alerts: readonly HandledAlert[],
): ResponseTimes {
  const times = alerts
    .flatMap(({ raisedAt, acknowledgedAt }) =>
      acknowledgedAt === null ? [] : [Math.round(acknowledgedAt - raisedAt)],
    )
    .sort((left, right) => left - right);
  const middle = Math.floor(times.length / 2);
  const upper = times[middle] ?? null;
  const lower = times.length % 2 === 0 ? (times[middle - 1] ?? null) : upper;
  return {
    raised: alerts.length,
    acknowledged: times.length,
    medianMs:
      upper === null || lower === null ? null : Math.round((upper + lower) / 2),
    longestMs: times.at(-1) ?? null,
  };
}
