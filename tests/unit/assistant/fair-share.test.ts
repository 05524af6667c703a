import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasWaitedTooLong, placeTurn } from "../../../lib/assistant/fair-share";

const SLOWEST_ANSWER_MS = 40_000;
const MINUTE_MS = 60_000;

/** How many turns of one business run at once when all arrive together, none ends early and each takes `answerMs`. */
function mostUnderWay(messages: number, answerMs: number): number {
  const starts = Array.from(
    { length: messages },
    (_, index) => placeTurn(index + 1).waitMs,
  ).filter((at) => !hasWaitedTooLong(0, at));
  return Math.max(
    ...starts.map(
      (at) =>
        starts.filter((each) => each <= at && each > at - answerMs).length,
    ),
  );
}

describe("the share of one business", () => {
  test("is not felt by a business that is not crowded", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), (outstanding) => {
        expect(placeTurn(outstanding).waitMs).toBe(0);
      }),
    );
    expect(placeTurn(1).lane).toBe("free");
    expect(placeTurn(64).lane).toBe("shared");
    expect(placeTurn(65).lane).toBe("parked");
  });

  test.each([1, 65, 500, 5_000])(
    "leaves two businesses that flood with %i messages room for others among 256 slots",
    (messages) => {
      expect(mostUnderWay(messages, SLOWEST_ANSWER_MS)).toBeLessThanOrEqual(
        64 + SLOWEST_ANSWER_MS / 1_000,
      );
    },
  );

  test("lets nobody wait longer than the hold of the turn is watched", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (outstanding) => {
        const { waitMs } = placeTurn(outstanding);
        expect(waitMs).toBeLessThanOrEqual(4 * MINUTE_MS);
      }),
    );
    expect(hasWaitedTooLong(0, 4 * MINUTE_MS - 1)).toBe(false);
    expect(hasWaitedTooLong(0, 4 * MINUTE_MS)).toBe(true);
  });
});
