import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../../lib/hex";

test("bytes survive the way to hexadecimal and back", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }),
  );
});

test.each(["a", "AB", "0x", "zz", " ab", "ab ", "a\n"])(
  "%j is not hexadecimal in lower case",
  (text) => {
    expect(fromHex(text)).toBeNull();
  },
);
