import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  MAX_CREDITS,
  available,
  post,
  type Account,
  type LedgerKind,
  type LedgerOperation,
  type Wallet,
} from "../../../lib/credits/ledger";

const KINDS: LedgerKind[] = [
  "grant",
  "top_up",
  "refund",
  "adjust_up",
  "adjust_down",
  "expire",
  "reserve",
  "capture",
  "release",
];

const operation: fc.Arbitrary<LedgerOperation> = fc.record({
  kind: fc.constantFrom(...KINDS),
  credits: fc.integer({ min: 1, max: 50 }),
});

describe("each operation", () => {
  test.each([
    ["grant", 5, { balance: 15, reserved: 4 }, "issued", "available"],
    ["top_up", 5, { balance: 15, reserved: 4 }, "issued", "available"],
    ["refund", 5, { balance: 15, reserved: 4 }, "spent", "available"],
    ["adjust_up", 5, { balance: 15, reserved: 4 }, "adjusted", "available"],
    ["adjust_down", 5, { balance: 5, reserved: 4 }, "available", "adjusted"],
    ["expire", 5, { balance: 5, reserved: 4 }, "available", "expired"],
    ["reserve", 5, { balance: 10, reserved: 9 }, "available", "reserved"],
    ["capture", 4, { balance: 6, reserved: 0 }, "reserved", "spent"],
    ["release", 4, { balance: 10, reserved: 0 }, "reserved", "available"],
  ] as const)("%s of %d", (kind, credits, wallet, from, to) => {
    expect(post({ balance: 10, reserved: 4 }, { kind, credits })).toEqual({
      ok: true,
      wallet,
      postings: [
        { account: from, credits: -credits },
        { account: to, credits },
      ],
    });
  });

  test.each(["reserve", "adjust_down", "expire"] as const)(
    "%s takes what is available and not one credit more",
    (kind) => {
      const wallet = { balance: 10, reserved: 4 };
      expect(post(wallet, { kind, credits: 6 }).ok).toBe(true);
      expect(post(wallet, { kind, credits: 7 })).toEqual({
        ok: false,
        reason: "insufficient",
      });
    },
  );

  test("five credits pay for exactly five of fifty reservations", () => {
    let wallet: Wallet = { balance: 5, reserved: 0 };
    let held = 0;
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const result = post(wallet, { kind: "reserve", credits: 1 });
      if (!result.ok) continue;
      wallet = result.wallet;
      held += 1;
    }
    expect(held).toBe(5);
    expect(available(wallet)).toBe(0);
  });
});

describe("a bug in the caller throws", () => {
  test.each([
    0,
    -1,
    -0,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    MAX_CREDITS + 1,
    Number.MAX_SAFE_INTEGER,
    "5" as unknown as number,
    undefined as unknown as number,
  ])("on an amount of %j", (credits) => {
    for (const kind of KINDS) {
      expect(() =>
        post({ balance: 9, reserved: 9 }, { kind, credits }),
      ).toThrow();
    }
  });

  test("on capturing or releasing more than is reserved", () => {
    const wallet = { balance: 10, reserved: 2 };
    expect(() => post(wallet, { kind: "capture", credits: 3 })).toThrow();
    expect(() => post(wallet, { kind: "release", credits: 3 })).toThrow();
  });

  test.each([
    { balance: -1, reserved: 0 },
    { balance: 1, reserved: 2 },
    { balance: 1, reserved: -1 },
    { balance: 1.5, reserved: 0 },
    { balance: Number.NaN, reserved: 0 },
  ])("on the impossible wallet %j", (wallet) => {
    expect(() => post(wallet, { kind: "grant", credits: 1 })).toThrow();
  });

  test("on a sum beyond what integers hold", () => {
    const wallet = { balance: Number.MAX_SAFE_INTEGER, reserved: 0 };
    expect(() => post(wallet, { kind: "grant", credits: 1 })).toThrow();
  });
});

describe("any history", () => {
  test("keeps the wallet sound and equal to the sum of its postings", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
        let wallet: Wallet = { balance: 0, reserved: 0 };
        const accounts = new Map<Account, number>();
        for (const next of operations) {
          const isResolution =
            next.kind === "capture" || next.kind === "release";
          if (isResolution && next.credits > wallet.reserved) continue;
          const result = post(wallet, next);
          if (!result.ok) {
            expect(available(wallet)).toBeLessThan(next.credits);
            continue;
          }
          let sum = 0;
          for (const { account, credits } of result.postings) {
            sum += credits;
            accounts.set(account, (accounts.get(account) ?? 0) + credits);
          }
          expect(sum).toBe(0);
          wallet = result.wallet;
          expect(available(wallet)).toBeGreaterThanOrEqual(0);
          expect(wallet.reserved).toBeGreaterThanOrEqual(0);
          expect(accounts.get("available") ?? 0).toBe(available(wallet));
          expect(accounts.get("reserved") ?? 0).toBe(wallet.reserved);
        }
        const total = [...accounts.values()].reduce((a, b) => a + b, 0);
        expect(total).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test("never changes the wallet it was given", () => {
    const wallet = Object.freeze({ balance: 3, reserved: 1 });
    for (const kind of KINDS) post(wallet, { kind, credits: 1 });
    expect(wallet).toEqual({ balance: 3, reserved: 1 });
  });
});
