/** What models cost in a stretch of time; every field adds up. */
export type Spent = {
  runs: number;
  failures: number;
  promptTokens: number;
  answerTokens: number;
  /** Micro-USD. */
  costMicros: number;
};

/** One business's UTC day. */
export type DayRow = Spent & {
  tenantId: string;
  day: string;
  /** Today's limit of a day; null when the business is gone. */
  dailyBudgetMicros: number | null;
};

export type DaySpend = Spent & { day: string };

export type BusinessSpend<R extends DayRow> = {
  key: string;
  /** Its newest row. */
  first: R;
  spent: Spent;
  /** Days on which the cost reached today's limit. */
  daysAtBudget: number;
};

const NOTHING: Spent = {
  runs: 0,
  failures: 0,
  promptTokens: 0,
  answerTokens: 0,
  costMicros: 0,
};

function add(a: Spent, b: Spent): Spent {
  return {
    runs: a.runs + b.runs,
    failures: a.failures + b.failures,
    promptTokens: a.promptTokens + b.promptTokens,
    answerTokens: a.answerTokens + b.answerTokens,
    costMicros: a.costMicros + b.costMicros,
  };
}

export function sumSpend(rows: readonly Spent[]): Spent {
  return rows.reduce(add, NOTHING);
}

/** The sum of each day over all businesses. */
export function byDay(rows: readonly DayRow[]): Map<string, DaySpend> {
  const days = new Map<string, DaySpend>();
  for (const row of rows) {
    const { day } = row;
    days.set(day, { day, ...add(days.get(day) ?? NOTHING, row) });
  }
  return days;
}

function isAtBudget({ costMicros, dailyBudgetMicros }: DayRow): boolean {
  return (
    dailyBudgetMicros !== null &&
    costMicros > 0 &&
    costMicros >= dailyBudgetMicros
  );
}

/** The sum of each business over all days, the most expensive first. */
export function byBusiness<R extends DayRow>(
  rows: readonly R[],
): BusinessSpend<R>[] {
  const businesses = new Map<string, BusinessSpend<R>>();
  for (const row of rows) {
    const { tenantId: key } = row;
    const known = businesses.get(key) ?? {
      key,
      first: row,
      spent: NOTHING,
      daysAtBudget: 0,
    };
    businesses.set(key, {
      ...known,
      spent: add(known.spent, row),
      daysAtBudget: known.daysAtBudget + (isAtBudget(row) ? 1 : 0),
    });
  }
  return [...businesses.values()].sort(
    (a, b) => b.spent.costMicros - a.spent.costMicros,
  );
}
