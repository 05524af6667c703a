import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  GRACE_MS,
  isSilent,
  listFrom,
  MAX_BACKFILL_MS,
  SILENT_AFTER_MS,
  verifiedAfter,
} from "../../../lib/instances/gateway-health";

const NOW = 1_780_000_000_000;

describe("N3 working but silent", () => {
  test("a message that waits for longer than a webhook takes means silence", () => {
    const newestAt = NOW - SILENT_AFTER_MS - 1;
    expect(isSilent({ now: NOW, newestAt, heardAt: NOW - 600_000 })).toBe(true);
  });

  test.each([
    ["nothing was written", { newestAt: null, heardAt: NOW - 600_000 }],
    ["it is on its way", { newestAt: NOW - 5_000, heardAt: NOW - 600_000 }],
    ["it was reported", { newestAt: NOW - 90_000, heardAt: NOW - 89_000 }],
    ["clocks differ", { newestAt: NOW - 90_000, heardAt: NOW - 95_000 }],
  ])("claims nothing while %s", (_name, facts) => {
    expect(isSilent({ now: NOW, ...facts })).toBe(false);
  });
});

describe("how far the gateway's list is verified", () => {
  test("never goes back, and never past what may be on its way", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (now, verifiedUpTo, listedUpTo) => {
          const next = verifiedAfter({ now, verifiedUpTo, listedUpTo });
          expect(next).toBeGreaterThanOrEqual(verifiedUpTo);
          expect(next).toBeLessThanOrEqual(
            Math.max(verifiedUpTo, now - GRACE_MS),
          );
        },
      ),
    );
  });

  test("a listing overlaps the one before and reaches back a week at most", () => {
    expect(listFrom(NOW - 1_000, NOW)).toBeLessThan(NOW - 60_000);
    expect(listFrom(0, NOW)).toBe(NOW - MAX_BACKFILL_MS);
  });
});
