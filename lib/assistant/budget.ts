export type BudgetState = "ok" | "warn" | "stop";

const WARN_SHARE = 0.8;

/**
 * Where a day's spend stands against its limit: `warn` from 80 %, `stop` from
 * 100 %. A limit of zero or less stops at once.
 */
export function budgetState(input: {
  spentMicros: number;
  limitMicros: number;
}): BudgetState {
  if (!(input.spentMicros < input.limitMicros)) return "stop";
  return input.spentMicros >= input.limitMicros * WARN_SHARE ? "warn" : "ok";
}
