import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { post, type Wallet } from "../../../lib/credits/ledger";
import { issuedChange } from "../../../lib/credits/statement";
import {
  lotLeft,
  PLAN_IDS,
  PLANS,
  turnOver,
  type LotUse,
} from "../../../lib/credits/plans";

const unused: LotUse = { spent: 0, held: 0, available: 1_000_000 };

describe("a lot", () => {
  test.each([
    [{ spent: 30 }, 470],
    [{ spent: 500 }, 0],
    [{ spent: 900 }, 0],
    [{ held: 20 }, 480],
    [{ spent: 490, held: 20 }, 0],
    [{ available: 7 }, 7],
    [{ spent: -5 }, 500],
  ])("of 500, with %j, has %d left", (use, left) => {
    const lot = { plan: "starter", credits: 500 } as const;
    expect(lotLeft(lot, { ...unused, ...use })).toBe(left);
  });
});

describe("the turn of a period", () => {
  const starter = { plan: "starter", credits: 500 } as const;
  const growth = { plan: "growth", credits: 2_600 } as const;

  test("takes everything left where it expires", () => {
    expect(turnOver(starter, { ...unused, spent: 80 }, "starter")).toEqual({
      expired: 420,
      granted: 500,
      lot: { plan: "starter", credits: 500 },
    });
  });

  test("keeps up to the cap where it rolls over", () => {
    expect(turnOver(growth, { ...unused, spent: 600 }, "growth")).toEqual({
      expired: 1_000,
      granted: 2_000,
      lot: { plan: "growth", credits: 3_000 },
    });
    expect(turnOver(growth, { ...unused, spent: 2_500 }, "growth")).toEqual({
      expired: 0,
      granted: 2_000,
      lot: { plan: "growth", credits: 2_100 },
    });
  });

  test("goes by the plan that gave the lot when the plan changes", () => {
    expect(turnOver(growth, unused, "starter").lot?.credits).toBe(1_500);
    expect(turnOver(starter, unused, "growth").expired).toBe(500);
  });

  test("leaves nothing of a lot without a next plan", () => {
    expect(turnOver(growth, unused, null)).toEqual({
      expired: 2_600,
      granted: 0,
      lot: null,
    });
    expect(turnOver(null, unused, "starter").lot?.credits).toBe(500);
  });
});

/** One credit at a time, each knowing where it came from: what the rule must agree with. */
class Purse {
  expiring = 0;
  lasting = 0;

  spend(credits: number): void {
    const fromLot = Math.min(this.expiring, credits);
    this.expiring -= fromLot;
    this.lasting -= credits - fromLot;
  }
}

const step = fc.record({
  kind: fc.constantFrom("top_up", "adjust_up", "charge", "refund", "turn"),
  credits: fc.integer({ min: 1, max: 900 }),
  plan: fc.constantFrom(...PLAN_IDS, null),
});

test("E8 what expires is exactly what a purse that spends expiring credits first has left of them", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let wallet: Wallet = { balance: 0, reserved: 0 };
      let issued = 0;
      let charged = 0;
      let row = { lot: turnOver(null, unused, null).lot, chargedBefore: 0 };
      const purse = new Purse();
      const apply = (kind: Parameters<typeof post>[1]["kind"], n: number) => {
        const result = post(wallet, { kind, credits: n });
        if (!result.ok) return false;
        wallet = result.wallet;
        issued += issuedChange(kind, n);
        return true;
      };
      for (const { kind, credits, plan } of steps) {
        if (kind === "charge") {
          if (!apply("reserve", credits)) continue;
          apply("capture", credits);
          purse.spend(credits);
          charged += credits;
        } else if (kind === "refund") {
          const back = Math.min(credits, charged);
          if (back > 0 && apply("refund", back)) purse.lasting += back;
        } else if (kind === "turn") {
          const use = {
            spent: issued - wallet.balance - row.chargedBefore,
            held: 0,
            available: wallet.balance,
          };
          const before = purse.expiring;
          const turn = turnOver(row.lot, use, plan);
          const { leftover } =
            row.lot === null ? { leftover: null } : PLANS[row.lot.plan];
          const kept =
            plan !== null && leftover?.kind === "rolls_over"
              ? Math.min(before, leftover.cap)
              : 0;
          expect(turn.expired).toBe(before - kept);
          if (turn.granted > 0) apply("grant", turn.granted);
          if (turn.expired > 0) apply("expire", turn.expired);
          purse.expiring = turn.lot?.credits ?? 0;
          row = { lot: turn.lot, chargedBefore: issued - wallet.balance };
        } else if (apply(kind, credits)) purse.lasting += credits;
        expect(purse.expiring + purse.lasting).toBe(wallet.balance);
        expect(purse.lasting).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 500 },
  );
});
