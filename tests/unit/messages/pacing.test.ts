import fc from "fast-check";
import { expect, test } from "vitest";
import { typingMs } from "../../../lib/messages/pacing";

test("longer texts take longer to type, up to three seconds", () => {
  expect(typingMs(0, 0)).toBe(500);
  expect(typingMs(100, 0)).toBe(1_700);
  expect(typingMs(100, 0.5)).toBe(2_000);
  expect(typingMs(4_000, 0.99)).toBe(3_000);
});

test("it is a whole number between half a second and three", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (chars, random) => {
        const ms = typingMs(chars, random);
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(500);
        expect(ms).toBeLessThanOrEqual(3_000);
      },
    ),
  );
});
