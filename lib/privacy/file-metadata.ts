import { joinBytes } from "../bytes";
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
  return parts === null ? bytes : joinBytes(parts);
}
