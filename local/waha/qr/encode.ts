import { errorCorrection } from "./reed-solomon";

/** ISO/IEC 18004 for error correction level L, versions 1 to 20 (at most 858 bytes). */
const ECC_PER_BLOCK = [
  7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];
export const MAX_VERSION = BLOCKS.length;

export interface Codewords {
  version: number;
  codewords: number[];
}

/** Modules left for data and error correction. */
function rawModules(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    modules -= (25 * aligned - 10) * aligned - 55;
    if (version >= 7) modules -= 36;
  }
  return modules;
}

function dataCodewords(version: number): number {
  return (
    Math.floor(rawModules(version) / 8) -
    (ECC_PER_BLOCK[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0)
  );
}

function versionFor(byteCount: number): number {
  for (let version = 1; version <= MAX_VERSION; version += 1) {
    const headerBits = version < 10 ? 12 : 20;
    const bits = headerBits + byteCount * 8;
    if (bits <= dataCodewords(version) * 8) return version;
  }
  throw new RangeError(`${byteCount} bytes do not fit into a QR code.`);
}

/** Byte mode, terminator, padding. */
function dataBytes(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, count: number): void => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  const capacity = dataCodewords(version) * 8;
  push(0, Math.min(4, capacity - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) push(pad, 8);
  const words: number[] = [];
  for (let index = 0; index < bits.length; index += 8) {
    words.push(
      bits.slice(index, index + 8).reduce((word, bit) => word * 2 + bit, 0),
    );
  }
  return words;
}

/** Splits into blocks, adds error correction, interleaves. */
function interleave(data: readonly number[], version: number): number[] {
  const count = BLOCKS[version - 1] ?? 1;
  const eccCount = ECC_PER_BLOCK[version - 1] ?? 0;
  const shortLength = Math.floor(data.length / count);
  const firstLong = count - (data.length % count);
  const blocks: { data: number[]; ecc: number[] }[] = [];
  let offset = 0;
  for (let index = 0; index < count; index += 1) {
    const length = shortLength + (index >= firstLong ? 1 : 0);
    const block = data.slice(offset, offset + length);
    offset += length;
    blocks.push({ data: block, ecc: errorCorrection(block, eccCount) });
  }
  const result: number[] = [];
  for (let index = 0; index <= shortLength; index += 1) {
    for (const block of blocks) {
      const word = block.data[index];
      if (word !== undefined) result.push(word);
    }
  }
  for (let index = 0; index < eccCount; index += 1) {
    for (const block of blocks) result.push(block.ecc[index] ?? 0);
  }
  return result;
}

/** The codewords of a text in the smallest version that holds it; throws a RangeError above 858 bytes. */
export function encodeCodewords(text: string): Codewords {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  return { version, codewords: interleave(dataBytes(bytes, version), version) };
}
