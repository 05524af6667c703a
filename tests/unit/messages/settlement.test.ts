import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settleUnknown } from "../../../lib/messages/settlement";

const CAUSES = ["server_error", "lost_answer"] as const;
const LOOKUPS = ["found", "absent", "unavailable"] as const;

describe("an unknown send", () => {
  test.each(CAUSES)("that is found was sent (%s)", (cause) => {
    for (const elapsedMs of [0, 7_999, 1_000_000]) {
      expect(settleUnknown({ cause, elapsedMs, lookup: "found" })).toEqual({
        kind: "sent",
      });
    }
  });

  test.each([
    ["server_error", "absent", 8_000],
    ["lost_answer", "absent", 60_000],
    ["server_error", "unavailable", 30_000],
    ["lost_answer", "unavailable", 300_000],
  ] as const)("after a %s and %s is given up at %d ms", (cause, lookup, at) => {
    expect(settleUnknown({ cause, lookup, elapsedMs: at })).toEqual({
      kind: "not_sent",
    });
    expect(settleUnknown({ cause, lookup, elapsedMs: at - 1 })).toEqual({
      kind: "check_again",
      afterMs: 1,
    });
  });

  test("is looked at 2, 8, 20, 30, 60, 120 and 300 seconds after the send", () => {
    const checks: number[] = [];
    let elapsedMs = 0;
    for (;;) {
      const next = settleUnknown({
        cause: "lost_answer",
        lookup: "unavailable",
        elapsedMs,
      });
      if (next.kind !== "check_again") break;
      elapsedMs += next.afterMs;
      checks.push(elapsedMs);
    }
    expect(checks).toEqual([
      2_000, 8_000, 20_000, 30_000, 60_000, 120_000, 300_000,
    ]);
  });

  test("ends, however late each look comes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CAUSES),
        fc.array(fc.constantFrom(...LOOKUPS)),
        fc.array(fc.nat({ max: 40_000 })),
        (cause, lookups, delays) => {
          let elapsedMs = 0;
          for (let look = 0; look < 50; look += 1) {
            const lookup = lookups[look] ?? "unavailable";
            const next = settleUnknown({ cause, lookup, elapsedMs });
            if (next.kind !== "check_again") return;
            expect(next.afterMs).toBeGreaterThan(0);
            elapsedMs += next.afterMs + (delays[look] ?? 0);
          }
          expect.fail("It never ended.");
        },
      ),
    );
  });

  test("a clock that went back counts as no time at all", () => {
    expect(
      settleUnknown({
        cause: "server_error",
        elapsedMs: -5_000,
        lookup: "absent",
      }),
    ).toEqual({ kind: "check_again", afterMs: 2_000 });
  });
});
