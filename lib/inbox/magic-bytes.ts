/** Bytes at their place in a file. */
type Signature = { at: number; bytes: readonly number[] };

/** Bytes of a file's beginning that are enough to know it. */
export const HEAD_BYTES = 16;

function ascii(at: number, text: string): Signature {
  return { at, bytes: [...text].map((letter) => letter.charCodeAt(0)) };
}

const ISO_MEDIA = [[ascii(4, "ftyp")]];
const MATROSKA = [[{ at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] }]];

/** What a file of each type begins with: one of the lists, all of its marks. */
const SIGNATURES: Readonly<Record<string, readonly Signature[][]>> = {
  "image/jpeg": [[{ at: 0, bytes: [0xff, 0xd8, 0xff] }]],
  "image/png": [
    [{ at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }],
  ],
  "image/gif": [[ascii(0, "GIF87a")], [ascii(0, "GIF89a")]],
  "image/webp": [[ascii(0, "RIFF"), ascii(8, "WEBP")]],
  "audio/ogg": [[ascii(0, "OggS")]],
  "audio/mp4": ISO_MEDIA,
  "audio/amr": [[ascii(0, "#!AMR")]],
  "audio/wav": [[ascii(0, "RIFF"), ascii(8, "WAVE")]],
  "audio/webm": MATROSKA,
  "video/mp4": ISO_MEDIA,
  "video/3gpp": ISO_MEDIA,
  "video/webm": MATROSKA,
};

/** The frame sync of MPEG audio: eleven bits; layer 0 is AAC in ADTS. */
function isFrame(head: Uint8Array, isLayer: (layer: number) => boolean) {
  const [first = 0, second = 0] = head;
  const isSync = first === 0xff && (second & 0xe0) === 0xe0;
  return isSync && isLayer((second >> 1) & 3);
}

function begins(head: Uint8Array, { at, bytes }: Signature): boolean {
  return bytes.every((byte, index) => head[at + index] === byte);
}

/**
 * Whether a file that begins with these bytes is of this type; false for a type
 * that is not known here, and for a beginning that is too short to tell.
 */
export function isOfType(type: string, head: Uint8Array): boolean {
  if (type === "audio/mpeg") {
    return (
      begins(head, ascii(0, "ID3")) || isFrame(head, (layer) => layer !== 0)
    );
  }
  if (type === "audio/aac") {
    return (
      begins(head, ascii(0, "ADIF")) || isFrame(head, (layer) => layer === 0)
    );
  }
  const known = Object.hasOwn(SIGNATURES, type) ? SIGNATURES[type] : undefined;
  return (known ?? []).some((marks) =>
    marks.every((mark) => begins(head, mark)),
  );
}
