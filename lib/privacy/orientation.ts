const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const HEADER_BYTES = 6;
const ENTRY_BYTES = 12;

/**
 * Which way up a picture is, 1 to 8, by the content of its Exif segment (Exif
 * 2.32, 4.6.4); 1, upright, when it says nothing that can be read.
 */
export function orientationOf(content: Uint8Array): number {
  const isExif = [0x45, 0x78, 0x69, 0x66, 0, 0].every(
    (byte, at) => content[at] === byte,
  );
  if (!isExif) return 1;
  const tiff = content.subarray(HEADER_BYTES);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = tiff[0] === 0x49;
  const u16 = (at: number) =>
    at + 2 <= view.byteLength ? view.getUint16(at, isLittle) : 0;
  const first = view.byteLength >= 8 ? view.getUint32(4, isLittle) : 0;
  const entries = u16(first);
  for (let index = 0; index < entries; index += 1) {
    const at = first + 2 + index * ENTRY_BYTES;
    if (at + ENTRY_BYTES > view.byteLength) break;
    if (u16(at) !== ORIENTATION_TAG || u16(at + 2) !== SHORT) continue;
    const value = u16(at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An Exif segment that says nothing but the orientation. */
export function exifOf(orientation: number): Uint8Array {
  // prettier-ignore
  return Uint8Array.of(
    0xff, 0xe1, 0, 34, // marker and length
    0x45, 0x78, 0x69, 0x66, 0, 0, // "Exif"
    0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, // big-endian, the first directory at 8
    0, 1, // one entry
    0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0,
    0, 0, 0, 0, // no other directory
  );
}
