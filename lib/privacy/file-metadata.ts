import { pngWithoutMetadata } from "./png-metadata";
import { jpegWithoutMetadata } from "./jpeg-metadata";
import { webpWithoutMetadata } from "./webp-metadata";

/**
 * A picture without what its camera wrote into it: place, time, device, author,
 * comments, previews and whatever hangs on behind its end. JPEG, PNG and WebP;
 * colours and a photo's orientation stay. Every other file, and one that is not
 * whole, comes back as it is.
 */
export function withoutMetadata(
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const parts =
    jpegWithoutMetadata(bytes) ??
    pngWithoutMetadata(bytes) ??
    webpWithoutMetadata(bytes);
  return parts === null ? bytes : joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
