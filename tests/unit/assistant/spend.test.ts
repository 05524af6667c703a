import { describe, expect, test } from "vitest";
import {
  byBusiness,
  byDay,
  type DayRow,
  sumSpend,
} from "../../../lib/assistant/spend";

const row = (
  tenantId: string,
  day: string,
  costMicros: number,
  dailyBudgetMicros: number | null = 100,
): DayRow => ({
  tenantId,
  day,
  dailyBudgetMicros,
  runs: 1,
  failures: 0,
  promptTokens: 10,
  answerTokens: 2,
  costMicros,
});

const ROWS = [
  row("b", "2026-06-02", 30),
  row("a", "2026-06-02", 100),
  row("a", "2026-06-01", 99),
];

describe("J4 sums of spend", () => {
  test("by day and by business are the sum of all rows", () => {
    const total = sumSpend(ROWS);
    expect(total).toMatchObject({ costMicros: 229, runs: 3 });
    expect(sumSpend([...byDay(ROWS).values()])).toEqual(total);
    expect(sumSpend(byBusiness(ROWS).map(({ spent }) => spent))).toEqual(total);
  });

  test("the most expensive business is first, with the days it reached its limit", () => {
    expect(
      byBusiness(ROWS).map(({ key, daysAtBudget }) => [key, daysAtBudget]),
    ).toEqual([
      ["a", 1],
      ["b", 0],
    ]);
  });

  test("a limit of nothing is reached only by a cost, an unknown one never", () => {
    const of = (rows: DayRow[]) => byBusiness(rows)[0]?.daysAtBudget;
    expect(of([row("a", "2026-06-01", 0, 0)])).toBe(0);
    expect(of([row("a", "2026-06-01", 1, 0)])).toBe(1);
    expect(of([row("a", "2026-06-01", 1, null)])).toBe(0);
  });

  test("nothing sums to nothing", () => {
    expect(sumSpend([]).costMicros).toBe(0);
    expect(byBusiness([])).toEqual([]);
  });
});
