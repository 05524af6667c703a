import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutMetadata } from "../../../lib/privacy/file-metadata";
import { exifOf, orientationOf } from "../../../lib/privacy/orientation";

const SECRET = "GPS -33.9249, 18.4241 by Thandi";

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}

function segment(marker: number, content: Uint8Array): Uint8Array {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.byteLength + 2, 2);
  return joined(head, content);
}

const START = Uint8Array.of(0xff, 0xd8);
const END = Uint8Array.of(0xff, 0xd9);
const FRAME = segment(0xe0, bytesOf("JFIF\0....."));
const COLOURS = segment(0xe2, bytesOf("ICC_PROFILE\0\u0001\u0001colours"));
const ADOBE = segment(0xee, bytesOf("Adobe......"));
const TABLES = segment(0xdb, bytesOf("tables"));
const SCAN = joined(
  segment(0xda, bytesOf("scan head")),
  Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd3, 4, 5),
);
const PLAIN = joined(START, FRAME, COLOURS, ADOBE, TABLES, SCAN, SCAN, END);

/** As a camera writes it: everything it knows, and a preview behind the end. */
const PHOTO = joined(
  START,
  FRAME,
  segment(0xe1, bytesOf(`Exif\0\0${SECRET}`)),
  segment(0xe1, bytesOf(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
  COLOURS,
  segment(0xe2, bytesOf(`MPF\0${SECRET}`)),
  segment(0xed, bytesOf(`Photoshop 3.0\0${SECRET}`)),
  ADOBE,
  segment(0xfe, bytesOf(SECRET)),
  TABLES,
  SCAN,
  segment(0xfe, bytesOf(SECRET)),
  SCAN,
  END,
  bytesOf(`a film of it: ${SECRET}`),
);

function chunk(type: string, content: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8, type, "latin1");
  head.writeUInt32BE(content.byteLength);
  head.write(type, 4, "latin1");
  return joined(head, content, bytesOf("crc!"));
}

const PNG_START = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function riff(...chunks: [string, Uint8Array][]): Uint8Array<ArrayBuffer> {
  const body = chunks.map(([type, content]) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, "latin1");
    head.writeUInt32LE(content.byteLength, 4);
    return joined(head, content, new Uint8Array(content.byteLength % 2));
  });
  const head = Buffer.alloc(12);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(4 + joined(...body).byteLength, 4);
  head.write("WEBP", 8, "latin1");
  return joined(head, ...body);
}

describe("V14.2.8 a JPEG", () => {
  test("loses what its camera wrote, and what hangs on behind its end", () => {
    const kept = withoutMetadata(PHOTO);
    expect(textOf(kept)).not.toContain("GPS");
    expect(kept).toEqual(PLAIN);
  });

  test.each([2, 3, 6, 8])("stays turned as it is: %i", (orientation) => {
    const kept = withoutMetadata(joined(START, exifOf(orientation), SCAN, END));
    expect(kept).toEqual(joined(START, exifOf(orientation), SCAN, END));
    const content = exifOf(orientation).subarray(4);
    expect(orientationOf(content)).toBe(orientation);
  });

  test("keeps of a camera's directory the orientation alone, in either byte order", () => {
    const little = Buffer.alloc(8 + 2 + 24 + 4);
    little.write("II*\0", "latin1");
    little.writeUInt32LE(8, 4);
    little.writeUInt16LE(2, 8);
    little.writeUInt16LE(0x8825, 10);
    little.writeUInt16LE(0x0112, 22);
    little.writeUInt16LE(3, 24);
    little.writeUInt32LE(1, 26);
    little.writeUInt16LE(6, 30);
    const exif = segment(
      0xe1,
      joined(bytesOf("Exif\0\0"), little, bytesOf(SECRET)),
    );
    const kept = withoutMetadata(joined(START, exif, SCAN, END));
    expect(kept).toEqual(joined(START, exifOf(6), SCAN, END));
  });

  test("that breaks off comes back as it is", () => {
    for (let length = 3; length < PLAIN.byteLength; length += 7) {
      const cut = PLAIN.slice(0, length);
      expect(withoutMetadata(cut)).toEqual(cut);
    }
  });
});

test("V14.2.8 a PNG loses its texts, its time and its Exif, and keeps its picture", () => {
  const picture = [
    chunk("IHDR", bytesOf("head")),
    chunk("IDAT", bytesOf("data")),
  ];
  const whole = joined(
    PNG_START,
    ...picture,
    ...["eXIf", "iTXt", "tEXt", "tIME", "zTXt"].map((type) =>
      chunk(type, bytesOf(SECRET)),
    ),
    chunk("IEND", new Uint8Array()),
    bytesOf(SECRET),
  );
  expect(withoutMetadata(whole)).toEqual(
    joined(PNG_START, ...picture, chunk("IEND", new Uint8Array())),
  );
  const cut = whole.slice(0, 60);
  expect(withoutMetadata(cut)).toEqual(cut);
});

test("V14.2.8 a WebP loses Exif and XMP, and no longer announces them", () => {
  const header = (flags: number) =>
    Uint8Array.of(flags, 0, 0, 0, 1, 0, 0, 1, 0, 0);
  const whole = riff(
    ["VP8X", header(0x20 | 0x08 | 0x04)],
    ["ICCP", bytesOf("colours")],
    ["VP8 ", bytesOf("data")],
    ["EXIF", bytesOf(SECRET)],
    ["XMP ", bytesOf(SECRET)],
  );
  expect(withoutMetadata(joined(whole, bytesOf(SECRET)))).toEqual(
    riff(
      ["VP8X", header(0x20)],
      ["ICCP", bytesOf("colours")],
      ["VP8 ", bytesOf("data")],
    ),
  );
});

test("a picture that a program made is the same picture afterwards", () => {
  const file = Uint8Array.from(readFileSync("docs/images/inbox.png"));
  const kept = withoutMetadata(file);
  const dataOf = (bytes: Uint8Array) => textOf(bytes).match(/IDAT|PLTE/g);
  expect(dataOf(kept)).toEqual(dataOf(file));
  expect(withoutMetadata(kept)).toEqual(kept);
});

test("whatever the bytes are, nothing is thrown and nothing added but an orientation", () => {
  const heads = [START, PNG_START, bytesOf("RIFF"), new Uint8Array()];
  fc.assert(
    fc.property(
      fc.constantFrom(...heads),
      fc.uint8Array({ maxLength: 400 }),
      (head, rest) => {
        const file = joined(head, rest);
        expect(withoutMetadata(file).byteLength).toBeLessThanOrEqual(
          file.byteLength,
        );
      },
    ),
    { numRuns: 2_000 },
  );
});
