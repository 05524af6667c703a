import { expect, test } from "vitest";
import { normalizePhone } from "../../../lib/whatsapp/phone";

test.each([
  ["+27 82 123-4567", undefined, "+27821234567"],
  ["0027821234567", undefined, "+27821234567"],
  ["082 123 4567", "ZA", "+27821234567"],
  ["+55 (11) 98888-7777", undefined, "+5511988887777"],
  ["11 98888-7777", "BR", "+5511988887777"],
  ["082 123 4567", undefined, null],
  ["hello", "ZA", null],
  ["", "ZA", null],
  ["+1", undefined, null],
  [`+27${"8".repeat(80)}`, undefined, null],
] as const)("%j in %s is %s", (text, country, expected) => {
  expect(normalizePhone(text, country)).toBe(expected);
});

test("spellings of one number are one number", () => {
  expect(normalizePhone("+27 82 123-4567")).toBe(
    normalizePhone("0027821234567"),
  );
});
