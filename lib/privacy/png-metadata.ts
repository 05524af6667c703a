import { isOfType } from "../inbox/magic-bytes";

const SIGNATURE_BYTES = 8;
const DROPPED: ReadonlySet<string> = new Set([
  "eXIf",
  "iTXt",
  "tEXt",
  "tIME",
  "zTXt",
]);

/** The parts of a PNG to keep, in order; null when it is none or breaks off. */
export function pngWithoutMetadata(bytes: Uint8Array): Uint8Array[] | null {
  if (!isOfType("image/png", bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [bytes.subarray(0, SIGNATURE_BYTES)];
  let at = SIGNATURE_BYTES;
  while (at + 12 <= bytes.byteLength) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.byteLength) return null;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!DROPPED.has(type)) parts.push(bytes.subarray(at, end));
    if (type === "IEND") return parts;
    at = end;
  }
  return null;
}
