import { deflateSync } from "node:zlib";

import { qrMatrix } from "./matrix";

const SCALE = 4;
/** The standard asks for four light modules around the code. */
const QUIET_ZONE = 4;

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The QR code of a text as a grey-scale PNG. */
export function qrPng(text: string): Buffer {
  const matrix = qrMatrix(text);
  const side = (matrix.length + 2 * QUIET_ZONE) * SCALE;
  const pixels = Buffer.alloc((side + 1) * side, 255);
  for (let y = 0; y < side; y += 1) {
    const start = y * (side + 1);
    pixels[start] = 0;
    const row = matrix[Math.floor(y / SCALE) - QUIET_ZONE];
    if (row === undefined) continue;
    for (let x = 0; x < side; x += 1) {
      const dark = row[Math.floor(x / SCALE) - QUIET_ZONE] === true;
      if (dark) pixels[start + 1 + x] = 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(8, 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
