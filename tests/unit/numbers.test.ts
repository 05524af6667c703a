import { expect, test } from "vitest";
import { isConvexId } from "../../lib/convex-id";
import { wholeNumber } from "../../lib/numbers";

test("a whole number within bounds is read, blanks around it aside", () => {
  expect(wholeNumber(" 250 ", 1, 1_000)).toBe(250);
});

test.each(["", "0", "1001", "-5", "1.5", "1e3", "0x10", "ten", "9".repeat(30)])(
  "%j is no number from 1 to 1,000",
  (text) => {
    expect(wholeNumber(text, 1, 1_000)).toBeNull();
  },
);

test("a document id is lower-case letters and digits of its length", () => {
  expect(isConvexId("01f1k0tfy3rys0ctae76eyveqr2j8z2m")).toBe(true);
  for (const wrong of [
    "",
    "short",
    "../../etc",
    "x".repeat(41),
    "A".repeat(32),
  ]) {
    expect(isConvexId(wrong)).toBe(false);
  }
});
