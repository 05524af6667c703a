/** What happens at a period's end to credits of its grant that were not spent. */
export type Leftover =
  { kind: "expires" } | { kind: "rolls_over"; cap: number };

export interface Plan {
  /** Granted at the start of every period, which is a calendar month in UTC. */
  creditsPerPeriod: number;
  leftover: Leftover;
}

/** The plans by the id that is stored. An id keeps its meaning: change a plan by adding one. */
export const PLANS = {
  starter: { creditsPerPeriod: 500, leftover: { kind: "expires" } },
  growth: {
    creditsPerPeriod: 2_000,
    leftover: { kind: "rolls_over", cap: 1_000 },
  },
  scale: {
    creditsPerPeriod: 10_000,
    leftover: { kind: "rolls_over", cap: 10_000 },
  },
} as const satisfies Record<string, Plan>;

export type PlanId = keyof typeof PLANS;

export const PLAN_IDS = [
  "starter",
  "growth",
  "scale",
] as const satisfies readonly PlanId[];

/** Credits of a period's grant, rolled-over ones included. They are spent before all others. */
export interface Lot {
  plan: PlanId;
  credits: number;
}

export interface LotUse {
  /** Charged since the lot was given, whatever came back of it. */
  spent: number;
  /** Held right now. */
  held: number;
  /** What may be taken away at all. */
  available: number;
}

/**
 * What is left of a lot and not held. Charges take expiring credits first, so
 * they count against the lot; what comes back by a refund does not expire, and
 * what is held over a period's end is not taken away.
 */
export function lotLeft(lot: Lot, { spent, held, available }: LotUse): number {
  const left = lot.credits - Math.max(0, spent) - held;
  return Math.max(0, Math.min(left, available));
}

export interface Turnover {
  /** Taken away. */
  expired: number;
  /** Granted for the new period. */
  granted: number;
  /** The lot of the new period; null without a plan. */
  lot: Lot | null;
}

/**
 * The turn of a period: the plan that gave the old lot decides what of it
 * remains, the plan of the new period what is added. Without a plan for the
 * new period nothing remains.
 */
export function turnOver(
  old: Lot | null,
  use: LotUse,
  next: PlanId | null,
): Turnover {
  const left = old === null ? 0 : lotLeft(old, use);
  const leftover: Leftover | null =
    old === null || next === null ? null : PLANS[old.plan].leftover;
  const kept =
    leftover?.kind === "rolls_over" ? Math.min(left, leftover.cap) : 0;
  const granted = next === null ? 0 : PLANS[next].creditsPerPeriod;
  return {
    expired: left - kept,
    granted,
    lot: next === null ? null : { plan: next, credits: kept + granted },
  };
}
