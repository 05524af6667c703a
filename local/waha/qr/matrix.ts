import { encodeCodewords } from "./encode";

export type Matrix = boolean[][];

/** Level L and mask 0 with their own error correction; one mask is enough for a screen. */
const FORMAT_BITS = 0x77c4;

interface Canvas {
  size: number;
  dark: Matrix;
  reserved: Matrix;
}

function grid(size: number): Matrix {
  return Array.from({ length: size }, () =>
    new Array<boolean>(size).fill(false),
  );
}

function paint(canvas: Canvas, row: number, column: number, dark: boolean) {
  const line = canvas.dark[row];
  const taken = canvas.reserved[row];
  if (line === undefined || taken === undefined) return;
  if (column < 0 || column >= canvas.size) return;
  line[column] = dark;
  taken[column] = true;
}

function paintFinder(canvas: Canvas, row: number, column: number): void {
  for (let dy = -4; dy <= 4; dy += 1) {
    for (let dx = -4; dx <= 4; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      paint(canvas, row + dy, column + dx, ring !== 2 && ring !== 4);
    }
  }
}

function alignmentCentres(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((size - 13) / (2 * count - 2)) * 2;
  const centres = [6];
  for (let index = 1; index < count; index += 1) {
    centres.splice(1, 0, size - 7 - (index - 1) * step);
  }
  return centres;
}

function paintAlignment(canvas: Canvas, version: number): void {
  const centres = alignmentCentres(version, canvas.size);
  const last = canvas.size - 7;
  for (const row of centres) {
    for (const column of centres) {
      const underFinder =
        (row === 6 && (column === 6 || column === last)) ||
        (row === last && column === 6);
      if (underFinder) continue;
      for (let dy = -2; dy <= 2; dy += 1) {
        for (let dx = -2; dx <= 2; dx += 1) {
          const ring = Math.max(Math.abs(dx), Math.abs(dy));
          paint(canvas, row + dy, column + dx, ring !== 1);
        }
      }
    }
  }
}

function paintFormat(canvas: Canvas): void {
  const { size } = canvas;
  const bit = (index: number): boolean => ((FORMAT_BITS >> index) & 1) === 1;
  for (let index = 0; index < 6; index += 1)
    paint(canvas, index, 8, bit(index));
  paint(canvas, 7, 8, bit(6));
  paint(canvas, 8, 8, bit(7));
  paint(canvas, 8, 7, bit(8));
  for (let index = 9; index < 15; index += 1) {
    paint(canvas, 8, 14 - index, bit(index));
  }
  for (let index = 0; index < 8; index += 1) {
    paint(canvas, 8, size - 1 - index, bit(index));
  }
  for (let index = 8; index < 15; index += 1) {
    paint(canvas, size - 15 + index, 8, bit(index));
  }
  paint(canvas, size - 8, 8, true);
}

function paintVersion(canvas: Canvas, version: number): void {
  if (version < 7) return;
  let remainder = version;
  for (let step = 0; step < 12; step += 1) {
    remainder = (remainder << 1) ^ ((remainder >> 11) * 0x1f25);
  }
  const bits = (version << 12) | remainder;
  for (let index = 0; index < 18; index += 1) {
    const dark = ((bits >> index) & 1) === 1;
    const near = Math.floor(index / 3);
    const far = canvas.size - 11 + (index % 3);
    paint(canvas, near, far, dark);
    paint(canvas, far, near, dark);
  }
}

function paintCodewords(canvas: Canvas, codewords: readonly number[]): void {
  const { size } = canvas;
  let index = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (canvas.reserved[row]?.[column] === true) continue;
        const word = codewords[index >> 3] ?? 0;
        const bit = ((word >> (7 - (index & 7))) & 1) === 1;
        const masked = (row + column) % 2 === 0;
        const line = canvas.dark[row];
        if (line !== undefined) line[column] = bit !== masked;
        index += 1;
      }
    }
  }
}

/** The QR code of a text: rows of modules, true is dark, without the quiet zone. */
export function qrMatrix(text: string): Matrix {
  const { version, codewords } = encodeCodewords(text);
  const size = version * 4 + 17;
  const canvas = { size, dark: grid(size), reserved: grid(size) };
  paintFinder(canvas, 3, 3);
  paintFinder(canvas, 3, size - 4);
  paintFinder(canvas, size - 4, 3);
  paintAlignment(canvas, version);
  for (let index = 8; index < size - 8; index += 1) {
    paint(canvas, 6, index, index % 2 === 0);
    paint(canvas, index, 6, index % 2 === 0);
  }
  paintFormat(canvas);
  paintVersion(canvas, version);
  paintCodewords(canvas, codewords);
  return canvas.dark;
}
