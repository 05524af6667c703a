import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "../../../lib/crypto/base64url";

test("every value comes back, and is written as Node writes it", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64Url(text)).toEqual(Uint8Array.from(bytes));
    }),
  );
});

test.each(["A", "AA==", "A+==", "A/AA", "AA A", "AAAAA", "é", "AB", "AAB"])(
  "%j is refused",
  (text) => {
    expect(fromBase64Url(text)).toBeNull();
  },
);
