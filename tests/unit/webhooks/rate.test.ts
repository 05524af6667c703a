import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  admitDelivery,
  type DeliveryWindow,
  RATE_WINDOW_MS,
} from "../../../lib/webhooks/rate";

const T0 = 1_780_000_000_000;

/** The instants of those that were let in. */
function admitted(instants: readonly number[], limit: number): number[] {
  let window: DeliveryWindow | null = null;
  return instants.filter((now) => {
    const admission = admitDelivery(window, now, limit);
    if (admission.ok) window = admission.window;
    return admission.ok;
  });
}

describe("B12 the rate of a number's webhook", () => {
  test("admits 300 in a minute and refuses the 301st until the minute is over", () => {
    const instants = Array.from({ length: 301 }, (_, i) => T0 + i * 100);
    expect(admitted(instants, 300)).toHaveLength(300);
    let window: DeliveryWindow | null = null;
    for (const now of instants.slice(0, 300)) {
      const admission = admitDelivery(window, now, 300);
      if (admission.ok) window = admission.window;
    }
    const refused = admitDelivery(window, T0 + 30_000, 300);
    expect(refused).toEqual({ ok: false, retryAfterMs: 30_000 });
  });

  test("refuses a burst over the turn of a minute", () => {
    const before = Array.from({ length: 300 }, () => T0 + 59_000);
    const after = Array.from({ length: 300 }, () => T0 + 61_000);
    // The window begins with the first, so all of the first 300 count on.
    expect(admitted([T0, ...before, ...after], 300).length).toBeLessThan(320);
  });

  test("admits again after a quiet time, and after a clock that went back", () => {
    const full = Array.from({ length: 300 }, () => T0);
    expect(admitted([...full, T0 + 2 * RATE_WINDOW_MS], 300)).toHaveLength(301);
    expect(admitted([...full, T0 - 5_000], 300)).toHaveLength(301);
  });

  test("never admits more than the limit in its first minute, nor twice it in any", () => {
    const limit = 5;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 80 }),
        (offsets) => {
          const instants = offsets.sort((a, b) => a - b).map((ms) => T0 + ms);
          const taken = admitted(instants, limit);
          for (const start of taken) {
            const inMinute = taken.filter(
              (at) => at >= start && at < start + RATE_WINDOW_MS,
            );
            expect(inMinute.length).toBeLessThanOrEqual(2 * limit);
          }
          const first = taken[0] ?? T0;
          const early = taken.filter((at) => at < first + RATE_WINDOW_MS);
          expect(early.length).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  test("tells to wait at least a second", () => {
    const full = Array.from({ length: 2 }, () => T0);
    let window: DeliveryWindow | null = null;
    for (const now of full) {
      const admission = admitDelivery(window, now, 2);
      if (admission.ok) window = admission.window;
    }
    const refused = admitDelivery(window, T0 + 59_990, 2);
    expect(refused).toEqual({ ok: false, retryAfterMs: 1_000 });
  });
});
