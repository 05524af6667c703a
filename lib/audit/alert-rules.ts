/*
 * When an operator is called. A rule adds up signals of one kind about one
 * thing in a window that ends now; at its threshold it calls, once, until the
 * sum has been below it again.
 */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const RULE_NAMES = [
  "bad_signatures",
  "denials",
  "foreign_ids",
  "top_ups",
  "top_up_credits",
  "new_sessions",
  "session_addresses",
  "books_wrong",
  "dead_letters",
  "silent_numbers",
  "provider_breaker",
  "seal_behind",
  "refused_calls",
  "limits_off",
] as const;

export type RuleName = (typeof RULE_NAMES)[number];

export interface Rule {
  threshold: number;
  windowMs: number;
  severity: "notice" | "warning" | "critical";
}

export const RULES: Readonly<Record<RuleName, Rule>> = {
  /** Deliveries with a wrong signature or address, by channel. */
  bad_signatures: {
    threshold: 10,
    windowMs: 5 * MINUTE_MS,
    severity: "critical",
  },
  /** Refusals for want of a permission, by person. */
  denials: { threshold: 10, windowMs: 10 * MINUTE_MS, severity: "warning" },
  /** Rows of other businesses that a person asked for. */
  foreign_ids: { threshold: 3, windowMs: 10 * MINUTE_MS, severity: "critical" },
  /** Top-ups and upward corrections, by who booked them. */
  top_ups: { threshold: 10, windowMs: HOUR_MS, severity: "warning" },
  /** Credits of these. */
  top_up_credits: {
    threshold: 50_000,
    windowMs: HOUR_MS,
    severity: "warning",
  },
  /** New sessions, by person. */
  new_sessions: { threshold: 6, windowMs: HOUR_MS, severity: "warning" },
  /** Different addresses of these. */
  session_addresses: { threshold: 4, windowMs: HOUR_MS, severity: "warning" },
  /** Reconciliations that found the books wrong. */
  books_wrong: { threshold: 1, windowMs: 25 * HOUR_MS, severity: "critical" },
  /** Deliveries that could not be applied. */
  dead_letters: { threshold: 5, windowMs: 10 * MINUTE_MS, severity: "warning" },
  /** Numbers that work and report nothing. */
  silent_numbers: {
    threshold: 1,
    windowMs: MINUTE_MS,
    severity: "critical",
  },
  /** Services that are not asked for a while because they failed. */
  provider_breaker: {
    threshold: 1,
    windowMs: MINUTE_MS,
    severity: "warning",
  },
  /** Events that wait for their place in the chain longer than they should. */
  seal_behind: { threshold: 1, windowMs: MINUTE_MS, severity: "critical" },
  /** Calls that the web server refused by itself, by person or address. */
  refused_calls: {
    threshold: 100,
    windowMs: 5 * MINUTE_MS,
    severity: "warning",
  },
  /** Redis did not answer the web server, which says so once a minute. */
  limits_off: { threshold: 1, windowMs: 3 * MINUTE_MS, severity: "critical" },
};

/** Something that happened, and what a rule adds it up under. */
export interface Signal {
  rule: RuleName;
  subject: string;
  at: number;
  weight: number;
  /** Where each value counts once. */
  distinct?: string;
}

export interface Reading {
  rule: RuleName;
  subject: string;
  count: number;
}

/** What each rule counts about each thing in its window before `now`; only what reaches its threshold. */
export function readingsOf(signals: readonly Signal[], now: number): Reading[] {
  const sums = new Map<string, Reading>();
  const seen = new Set<string>();
  for (const { rule, subject, at, weight, distinct } of signals) {
    if (at <= now - RULES[rule].windowMs || at > now) continue;
    const key = JSON.stringify([rule, subject]);
    if (distinct !== undefined) {
      const value = JSON.stringify([rule, subject, distinct]);
      if (seen.has(value)) continue;
      seen.add(value);
    }
    const count = (sums.get(key)?.count ?? 0) + weight;
    sums.set(key, { rule, subject, count });
  }
  return [...sums.values()].filter(
    ({ rule, count }) => count >= RULES[rule].threshold,
  );
}

export interface ActiveAlert {
  id: string;
  rule: RuleName;
  subject: string;
  /** The most that was counted so far. */
  count: number;
}

export interface Decisions {
  raise: Reading[];
  /** Alerts that go on, with more than was counted before. */
  grow: { id: string; count: number }[];
  /** Alerts whose sum is below the threshold again. */
  clear: string[];
}

/** What to do about the readings, given the alerts that go on: one alert for one crossing. */
export function decide(
  active: readonly ActiveAlert[],
  readings: readonly Reading[],
): Decisions {
  const decisions: Decisions = { raise: [], grow: [], clear: [] };
  const byKey = new Map(active.map((alert) => [keyOf(alert), alert]));
  for (const reading of readings) {
    const alert = byKey.get(keyOf(reading));
    if (alert === undefined) decisions.raise.push(reading);
    else if (reading.count > alert.count) {
      decisions.grow.push({ id: alert.id, count: reading.count });
    }
  }
  const going = new Set(readings.map(keyOf));
  decisions.clear = active
    .filter((alert) => !going.has(keyOf(alert)))
    .map(({ id }) => id);
  return decisions;
}

function keyOf({ rule, subject }: { rule: RuleName; subject: string }): string {
  return JSON.stringify([rule, subject]);
}
