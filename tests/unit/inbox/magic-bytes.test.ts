import { describe, expect, test } from "vitest";
import { isOfType } from "../../../lib/inbox/magic-bytes";
import { INLINE_TYPES } from "../../../lib/inbox/media";

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

const HEADS: Record<string, Uint8Array> = {
  "image/jpeg": bytes("\xff\xd8\xff\xe0\0\x10JFIF"),
  "image/png": bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
  "image/webp": bytes("RIFF\x24\0\0\0WEBPVP8 "),
  "image/gif": bytes("GIF89a\x01\0"),
  "audio/ogg": bytes("OggS\0\x02"),
  "audio/mpeg": bytes("ID3\x04\0"),
  "audio/mp4": bytes("\0\0\0\x20ftypM4A "),
  "audio/aac": bytes("\xff\xf1\x50\x80"),
  "audio/amr": bytes("#!AMR\n"),
  "audio/wav": bytes("RIFF\x24\0\0\0WAVEfmt "),
  "audio/webm": bytes("\x1a\x45\xdf\xa3\x01"),
  "video/mp4": bytes("\0\0\0\x18ftypmp42"),
  "video/3gpp": bytes("\0\0\0\x18ftyp3gp4"),
  "video/webm": bytes("\x1a\x45\xdf\xa3\x9f"),
};

const STRANGERS = {
  "a page": bytes("<!doctype html><script>alert(1)</script>"),
  "an SVG": bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="x">'),
  "a PDF": bytes("%PDF-1.7\n"),
  "a program": bytes("MZ\x90\0"),
  "a zip": bytes("PK\x03\x04"),
  nothing: new Uint8Array(),
};

describe("5.2.2 a file is what it says", () => {
  test("for every type that is shown", () => {
    expect(Object.keys(HEADS).sort()).toEqual([...INLINE_TYPES].sort());
    for (const [type, head] of Object.entries(HEADS)) {
      expect([type, isOfType(type, head)]).toEqual([type, true]);
    }
  });

  test.each(Object.keys(HEADS))("%s is nothing else", (type) => {
    for (const [name, head] of Object.entries(STRANGERS)) {
      expect([name, isOfType(type, head)]).toEqual([name, false]);
    }
    const [media] = type.split("/");
    for (const [other, head] of Object.entries(HEADS)) {
      if (other.startsWith(media ?? "") || !isOfType(type, head)) continue;
      // One container holds sound and pictures alike.
      expect(head).toEqual(HEADS[other]);
      expect(type).toMatch(/mp4|3gpp|webm/);
    }
  });

  test.each(["audio/mpeg", "audio/aac"])(
    "%s without a tag is known by its frames, not by the other's",
    (type) => {
      const mp3 = bytes("\xff\xfb\x90\x64");
      const aac = bytes("\xff\xf9\x50\x80");
      expect(isOfType(type, mp3)).toBe(type === "audio/mpeg");
      expect(isOfType(type, aac)).toBe(type === "audio/aac");
    },
  );

  test.each(["", "text/html", "image/svg+xml", "constructor", "__proto__"])(
    "of the type %j is nothing",
    (type) => {
      for (const head of Object.values(HEADS)) {
        expect(isOfType(type, head)).toBe(false);
      }
    },
  );

  test("half a beginning is none", () => {
    expect(isOfType("image/png", bytes("\x89PNG"))).toBe(false);
    expect(isOfType("image/webp", bytes("RIFF\x24\0\0\0WE"))).toBe(false);
  });
});
