type FieldName = "minute" | "hour" | "day of month" | "month" | "day of week";

type FieldRule = {
  name: FieldName;
  min: number;
  max: number;
  words: readonly string[];
};

/** Sunday is 0 and also 7. A `*` day field leaves the other day field alone in force. */
export type CronFields = {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  daysOfMonth: ReadonlySet<number> | null;
  months: ReadonlySet<number>;
  daysOfWeek: ReadonlySet<number> | null;
};

const MONTHS = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MINUTE: FieldRule = { name: "minute", min: 0, max: 59, words: [] };
const HOUR: FieldRule = { name: "hour", min: 0, max: 23, words: [] };
const DAY_OF_MONTH: FieldRule = {
  name: "day of month",
  min: 1,
  max: 31,
  words: [],
};
const MONTH: FieldRule = { name: "month", min: 1, max: 12, words: MONTHS };
const DAY_OF_WEEK: FieldRule = {
  name: "day of week",
  min: 0,
  max: 7,
  words: DAYS,
};

function invalid(expression: string, why: string): Error {
  return new Error(`Invalid cron expression "${expression}": ${why}.`);
}

function parseNumber(text: string, rule: FieldRule): number | null {
  const word = rule.words.indexOf(text.toLowerCase());
  if (word >= 0) return word + (rule === MONTH ? 1 : 0);
  if (!/^\d{1,2}$/.test(text)) return null;
  const value = Number(text);
  return value >= rule.min && value <= rule.max ? value : null;
}

function parsePart(part: string, rule: FieldRule): number[] | null {
  const [span = "", stepText, extra] = part.split("/");
  const step = stepText === undefined ? 1 : Number(stepText);
  if (extra !== undefined || !Number.isInteger(step) || step < 1) return null;
  let from: number | null = rule.min;
  let to: number | null = rule.max;
  if (span !== "*") {
    const [first = "", last, more] = span.split("-");
    if (more !== undefined) return null;
    from = parseNumber(first, rule);
    if (last !== undefined) to = parseNumber(last, rule);
    else if (stepText === undefined) to = from;
  }
  if (from === null || to === null || from > to) return null;
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

function parseField(
  text: string,
  rule: FieldRule,
  expression: string,
): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const found = parsePart(part, rule);
    if (found === null) {
      throw invalid(expression, `"${part}" is no ${rule.name}`);
    }
    for (const value of found) values.add(value);
  }
  return values;
}

/** Five fields in UTC: minute, hour, day of month, month, day of week. */
export function parseCron(expression: string): CronFields {
  const fields = expression.trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (
    minute === undefined ||
    hour === undefined ||
    day === undefined ||
    month === undefined ||
    weekday === undefined ||
    fields.length > 5
  ) {
    throw invalid(expression, "it must have five fields");
  }
  const daysOfWeek = parseField(weekday, DAY_OF_WEEK, expression);
  if (daysOfWeek.has(7)) daysOfWeek.add(0);
  return {
    minutes: parseField(minute, MINUTE, expression),
    hours: parseField(hour, HOUR, expression),
    daysOfMonth: day === "*" ? null : parseField(day, DAY_OF_MONTH, expression),
    months: parseField(month, MONTH, expression),
    daysOfWeek: weekday === "*" ? null : daysOfWeek,
  };
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const MINUTE_MS = 60 * 1_000;
/** The longest gap of a valid expression: 29 February around a year such as 2100. */
const MAX_DAYS = 8 * 366 + 1;

function isOnDay(fields: CronFields, date: Date): boolean {
  const { daysOfMonth, daysOfWeek } = fields;
  if (!fields.months.has(date.getUTCMonth() + 1)) return false;
  const inMonth = daysOfMonth?.has(date.getUTCDate()) ?? null;
  const inWeek = daysOfWeek?.has(date.getUTCDay()) ?? null;
  if (inMonth === null) return inWeek ?? true;
  return inMonth || inWeek === true;
}

/** The first minute later than `after` that the fields name; null when there is none. */
export function nextCronTime(fields: CronFields, after: number): number | null {
  const start = Math.floor(after / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const firstDay = Math.floor(start / DAY_MS) * DAY_MS;
  for (let days = 0; days < MAX_DAYS; days += 1) {
    const day = firstDay + days * DAY_MS;
    if (!isOnDay(fields, new Date(day))) continue;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      const time = day + minute * MINUTE_MS;
      const isNamed =
        fields.hours.has(Math.floor(minute / 60)) &&
        fields.minutes.has(minute % 60);
      if (isNamed && time >= start) return time;
    }
  }
  return null;
}
