import { isOfType } from "../inbox/magic-bytes";

const DROPPED: ReadonlySet<string> = new Set(["EXIF", "XMP "]);
/** The bits of the extended header that announce what is dropped. */
const ANNOUNCED = 0x08 | 0x04;

/** The parts of a WebP to keep, in order; null when it is none or breaks off. */
export function webpWithoutMetadata(bytes: Uint8Array): Uint8Array[] | null {
  if (!isOfType("image/webp", bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.byteLength) return null;
  const header = bytes.slice(0, 12);
  const parts = [header];
  let at = 12;
  let size = 4;
  while (at + 8 <= end) {
    const length = view.getUint32(at + 4, true);
    const next = at + 8 + length + (length % 2);
    if (next > end) return null;
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (!DROPPED.has(type)) {
      const chunk = bytes.slice(at, next);
      if (type === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~ANNOUNCED;
      parts.push(chunk);
      size += chunk.byteLength;
    }
    at = next;
  }
  new DataView(header.buffer).setUint32(4, size, true);
  return parts;
}
