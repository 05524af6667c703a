import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCsv } from "../../../lib/csv/decode";

const TEXT = "name,phone\r\nZoë,+27 82 555 0177\r\n";
const utf8 = new TextEncoder().encode(TEXT);

describe("the bytes of a CSV file", () => {
  test("are read as UTF-8, and its mark is no part of the first column", () => {
    expect(decodeCsv(utf8)).toBe(TEXT);
    expect(decodeCsv(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8]))).toBe(TEXT);
  });

  test.each([
    ["UTF-16, little end first", [0xff, 0xfe, 0x6e, 0x00, 0x61, 0x00]],
    ["UTF-16, big end first", [0xfe, 0xff, 0x00, 0x6e, 0x00, 0x61]],
    ["UTF-16 without a mark", [0x6e, 0x00, 0x61, 0x00]],
    ["Windows-1252", [0x5a, 0x6f, 0xeb, 0x2c, 0x31]],
    ["a NUL in the middle", [...utf8, 0x00, ...utf8]],
    ["a spreadsheet", [0x50, 0x4b, 0x03, 0x04, 0x20]],
    ["an old spreadsheet", [0xd0, 0xcf, 0x11, 0xe0, 0x20]],
    ["a PDF", [0x25, 0x50, 0x44, 0x46, 0x2d]],
    ["half a letter", [0x61, 0xc3]],
    ["an overlong letter", [0xc0, 0xaf]],
    ["half a pair of surrogates", [0xed, 0xa0, 0x80]],
  ])("are refused as %s", (_what, bytes) => {
    expect(decodeCsv(Uint8Array.from(bytes))).toBeNull();
  });

  test("of every text without NUL come back as they were", () => {
    const text = fc
      .string({ unit: "binary" })
      .filter(
        (each) => !each.includes("\0") && !/^(PK|%PDF|\uFEFF)/.test(each),
      );
    fc.assert(
      fc.property(text, (each) => {
        expect(decodeCsv(new TextEncoder().encode(each))).toBe(each);
      }),
    );
  });
});
