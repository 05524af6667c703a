import { inflateSync } from "node:zlib";

import { expect, test } from "vitest";

import { qrMatrix, type Matrix } from "../../../local/waha/qr/matrix";
import { qrPng } from "../../../local/waha/qr/png";
import { errorCorrection } from "../../../local/waha/qr/reed-solomon";

function picture(matrix: Matrix): string[] {
  return matrix.map((row) => row.map((dark) => (dark ? "#" : ".")).join(""));
}

test("the error correction is that of the worked example of the standard", () => {
  // Version 1-M, "01234567", ISO/IEC 18004 annex I.
  const data = [
    0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11,
    0xec, 0x11, 0xec, 0x11,
  ];
  expect(errorCorrection(data, 10)).toEqual([
    0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55,
  ]);
});

test("the smallest code that holds the text is taken", () => {
  expect(qrMatrix("a".repeat(17))).toHaveLength(21);
  expect(qrMatrix("a".repeat(18))).toHaveLength(25);
  expect(qrMatrix("a".repeat(858))).toHaveLength(97);
  expect(() => qrMatrix("a".repeat(859))).toThrow(RangeError);
});

test("finder patterns stand in three corners, timing between them, format bits beside", () => {
  const rows = picture(qrMatrix("https://example.com/"));
  const finder = [
    "#######",
    "#.....#",
    "#.###.#",
    "#.###.#",
    "#.###.#",
    "#.....#",
    "#######",
  ];
  const size = rows.length;
  const corner = (row: number, column: number): string[] =>
    rows.slice(row, row + 7).map((line) => line.slice(column, column + 7));
  expect(corner(0, 0)).toEqual(finder);
  expect(corner(0, size - 7)).toEqual(finder);
  expect(corner(size - 7, 0)).toEqual(finder);
  expect(rows[6]?.slice(8, size - 8)).toBe("#.#.#.#.#");
  // Level L with mask 0 is 111011111000100, read from the left edge.
  expect(rows[8]?.slice(0, 6)).toBe(
    "111011".replaceAll("1", "#").replaceAll("0", "."),
  );
});

/** Reads the bytes back the way a scanner does, for one block and mask 0. */
function readBack(matrix: Matrix): string {
  const size = matrix.length;
  const isData = (row: number, column: number): boolean => {
    if (row === 6 || column === 6) return false;
    if (row < 9 && (column < 9 || column >= size - 8)) return false;
    if (row >= size - 8 && column < 9) return false;
    const centre = size - 7;
    const aligned =
      size > 21 &&
      Math.abs(row - centre) <= 2 &&
      Math.abs(column - centre) <= 2;
    return !aligned;
  };
  const bits: number[] = [];
  let upward = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!isData(row, column)) continue;
        const dark = matrix[row]?.[column] === true;
        bits.push(Number(dark !== ((row + column) % 2 === 0)));
      }
    }
    upward = !upward;
  }
  const take = (from: number, count: number): number =>
    bits.slice(from, from + count).reduce((sum, bit) => sum * 2 + bit, 0);
  const length = take(4, 8);
  const bytes = Array.from({ length }, (_, index) => take(12 + index * 8, 8));
  return Buffer.from(bytes).toString("utf8");
}

test.each([
  "hi",
  "2@abc,def,1",
  "https://example.com/a?b=c",
  "Olá 🙏 ".repeat(8),
])("a scanner reads %s back", (text) => {
  expect(readBack(qrMatrix(text))).toBe(text);
});

test("the PNG holds the code with a quiet zone of four modules", () => {
  const matrix = qrMatrix("hi");
  const png = qrPng("hi");
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  const side = png.readUInt32BE(16);
  expect(side).toBe((matrix.length + 8) * 4);
  const start = png.indexOf("IDAT") + 4;
  const length = png.readUInt32BE(start - 8);
  const pixels = inflateSync(png.subarray(start, start + length));
  const pixel = (x: number, y: number) => pixels[y * (side + 1) + 1 + x];
  expect(pixel(0, 0)).toBe(255);
  expect(pixel(16, 16)).toBe(0);
  expect(pixel(20, 20)).toBe(255);
});
