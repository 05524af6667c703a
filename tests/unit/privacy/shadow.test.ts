import fc from "fast-check";
import { expect, test } from "vitest";
import { shadowOf } from "../../../lib/privacy/shadow";

test("a shadow has the length of its text, index for index", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shadow = shadowOf(text);
      expect(shadow).toHaveLength(text.length);
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        if (code < 128) expect(shadow.charCodeAt(index)).toBe(code);
      }
    }),
  );
});

test.each([
  ["\u0660\u0669", "09"],
  ["\u06F0\u06F9", "09"],
  ["\u0966\u096F", "09"],
  ["\uFF10\uFF19", "09"],
  ["a\u2011b\u2013c\u2212d", "a-b-c-d"],
  ["a\u00A0b\u202Fc\u200Bd\u202Ae", "a b c d e"],
  ["\uFF0B27\uFF20x\uFF0Ey", "+27@x.y"],
  ["\u00E9\u4E2D\u{1F64F}", "\u00E9\u4E2D\u{1F64F}"],
])("%j reads as %j", (text, shadow) => {
  expect(shadowOf(text)).toBe(shadow);
});
