import { isOfType } from "../inbox/magic-bytes";
import { exifOf, orientationOf } from "./orientation";

const MARKER = {
  end: 0xd9,
  scan: 0xda,
  comment: 0xfe,
  firstApp: 0xe0,
  exif: 0xe1,
  colours: 0xe2,
  adobe: 0xee,
  lastApp: 0xef,
} as const;

/** What a browser needs of an application's segment: the frame, the colour profile, the colour transform. */
function isKept(marker: number, content: Uint8Array): boolean {
  if (marker === MARKER.comment) return false;
  if (marker < MARKER.firstApp || marker > MARKER.lastApp) return true;
  if (marker === MARKER.colours) return startsWith(content, "ICC_PROFILE\0");
  return marker === MARKER.firstApp || marker === MARKER.adobe;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((char, at) => bytes[at] === char.charCodeAt(0));
}

/** Stands alone, without a length. */
function isBare(marker: number): boolean {
  return marker === 0x01 || isRestart(marker);
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/**
 * The parts of a JPEG to keep, in order (ISO/IEC 10918-1, annex B); null when it
 * is none or breaks off.
 */
export function jpegWithoutMetadata(bytes: Uint8Array): Uint8Array[] | null {
  if (!isOfType("image/jpeg", bytes)) return null;
  const parts = [bytes.subarray(0, 2)];
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return null;
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker === MARKER.end) {
      parts.push(bytes.subarray(at, at + 2));
      return parts;
    }
    if (isBare(marker)) {
      parts.push(bytes.subarray(at, at + 2));
      at += 2;
      continue;
    }
    const end = endOfSegment(bytes, at);
    if (end === null) return null;
    const content = bytes.subarray(at + 4, end);
    if (isKept(marker, content)) parts.push(bytes.subarray(at, end));
    else if (marker === MARKER.exif) parts.push(...turnedAs(content));
    at = end;
    if (marker !== MARKER.scan) continue;
    at = endOfScan(bytes, end);
    parts.push(bytes.subarray(end, at));
  }
}

function endOfSegment(bytes: Uint8Array, at: number): number | null {
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  const end = at + 2 + length;
  return length < 2 || end > bytes.byteLength ? null : end;
}

/** The coded picture ends at the first marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2));
  }
  return bytes.byteLength;
}

/** In place of all that a camera wrote, which way up its picture is. */
function turnedAs(content: Uint8Array): Uint8Array[] {
  const orientation = orientationOf(content);
  return orientation === 1 ? [] : [exifOf(orientation)];
}
