import { createDecipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FieldPlace,
  keyIdOf,
  openField,
  resealField,
  sealField,
} from "../../../lib/crypto/field-cipher";
import { type FieldKeyring, parseKeyring } from "../../../lib/crypto/keyring";

const bytes = (start: number) =>
  Uint8Array.from({ length: 32 }, (_, index) => start + index);
const keyText = (start: number) =>
  Buffer.from(bytes(start)).toString("base64url");

function ringOf(...keys: [id: string, start: number][]): FieldKeyring {
  const text = keys.map(([id, start]) => `${id}:${keyText(start)}`).join();
  const parsed = parseKeyring(text);
  if (parsed.state !== "on") throw new Error("Not a ring.");
  return parsed.ring;
}

const RING = ringOf(["one", 0]);
const PLACE: FieldPlace = { tenantId: "tenant-a", field: "table.column" };
const SECRET = "AIzaSyExample-0123456789";
const words = fc.string({ unit: "grapheme", maxLength: 200 });
const ALPHABET =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

test("every text comes back at its place", () => {
  fc.assert(
    fc.property(words, words, words, (text, tenantId, field) => {
      const place = { tenantId, field };
      const opened = openField(RING, place, sealField(RING, place, text));
      expect(opened).toEqual({ ok: true, text });
    }),
  );
  const marked = "\ufeffwith a mark";
  expect(openField(RING, PLACE, sealField(RING, PLACE, marked))).toEqual({
    ok: true,
    text: marked,
  });
});

test("it is AES-256-GCM: another implementation opens it", () => {
  const [version, id, iv = "", sealed = ""] = sealField(
    RING,
    PLACE,
    SECRET,
  ).split(".");
  const all = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    bytes(0),
    Buffer.from(iv, "base64url"),
  );
  decipher.setAAD(
    Buffer.from(
      JSON.stringify([version, id, PLACE.tenantId, PLACE.field]),
      "utf8",
    ),
  );
  decipher.setAuthTag(all.subarray(-16));
  const text = decipher.update(all.subarray(0, -16), undefined, "utf8");
  expect(text + decipher.final("utf8")).toBe(SECRET);
  expect(Buffer.from(iv, "base64url")).toHaveLength(12);
});

test("the same text never looks the same: the IV is fresh each time", () => {
  const made = Array.from({ length: 2_000 }, () =>
    sealField(RING, PLACE, SECRET),
  );
  expect(new Set(made.map((text) => text.split(".")[2])).size).toBe(2_000);
  expect(new Set(made.map((text) => text.split(".")[3])).size).toBe(2_000);
  expect(made.join()).not.toContain(SECRET.slice(0, 8));
});

describe("is refused", () => {
  test("whichever character of an envelope is changed, added or taken away", () => {
    const envelope = sealField(RING, PLACE, "a secret");
    const isRefused = (text: string) => {
      const opened = openField(RING, PLACE, text);
      expect([text, opened.ok]).toEqual([text, false]);
    };
    for (let at = 0; at <= envelope.length; at += 1) {
      const [before, after] = [envelope.slice(0, at), envelope.slice(at + 1)];
      if (at < envelope.length) isRefused(before + after);
      for (const char of ALPHABET) {
        if (char !== envelope[at]) isRefused(before + char + after);
        isRefused(before + char + envelope.slice(at));
      }
    }
  }, 60_000);

  test("any bit of the IV, the ciphertext or the tag that is turned", () => {
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(2, 3),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        (text, part, at, bit) => {
          const parts = sealField(RING, PLACE, text).split(".");
          const raw = Buffer.from(parts[part] ?? "", "base64url");
          const index = at % raw.length;
          raw[index] = (raw[index] ?? 0) ^ (1 << bit);
          parts[part] = raw.toString("base64url");
          expect(openField(RING, PLACE, parts.join("."))).toEqual({
            ok: false,
            reason: "tampered",
          });
        },
      ),
    );
  });

  test("at every other place, however its names are cut", () => {
    fc.assert(
      fc.property(
        words,
        words,
        words,
        words,
        (tenantId, field, other, more) => {
          fc.pre(tenantId !== other || field !== more);
          const envelope = sealField(RING, { tenantId, field }, SECRET);
          expect(
            openField(RING, { tenantId: other, field: more }, envelope),
          ).toEqual({ ok: false, reason: "tampered" });
        },
      ),
    );
    const envelope = sealField(RING, { tenantId: "ab", field: "c" }, SECRET);
    for (const place of [
      { tenantId: "a", field: "bc" },
      { tenantId: "abc", field: "" },
      { tenantId: 'ab","c', field: "" },
    ]) {
      expect(openField(RING, place, envelope).ok).toBe(false);
    }
  });

  test("under another key, and under the same key with another id", () => {
    const envelope = sealField(RING, PLACE, SECRET);
    const renamed = envelope.replace(".one.", ".two.");
    expect(openField(ringOf(["one", 50]), PLACE, envelope)).toEqual({
      ok: false,
      reason: "tampered",
    });
    expect(openField(ringOf(["two", 0]), PLACE, renamed)).toEqual({
      ok: false,
      reason: "tampered",
    });
  });

  test("when its key was taken out of the ring", () => {
    const envelope = sealField(ringOf(["old", 0]), PLACE, SECRET);
    const both = ringOf(["new", 50], ["old", 0]);
    expect(openField(both, PLACE, envelope)).toEqual({
      ok: true,
      text: SECRET,
    });
    expect(openField(ringOf(["new", 50]), PLACE, envelope)).toEqual({
      ok: false,
      reason: "unknown_key",
    });
  });

  test("what is no envelope", () => {
    const iv = "A".repeat(16);
    for (const text of [
      "",
      SECRET,
      "f1",
      `f2.one.${iv}.${"A".repeat(24)}`,
      `f1.one.${iv}`,
      `f1.one.${iv}.${"A".repeat(20)}`,
      `f1.one.${"A".repeat(15)}.${"A".repeat(24)}`,
      `f1.one.${iv}.${"A".repeat(24)}.x`,
      `f1..${iv}.${"A".repeat(24)}`,
      `f1.one.${iv}.${"A".repeat(20_000)}`,
    ]) {
      expect(openField(RING, PLACE, text)).toEqual({
        ok: false,
        reason: "malformed",
      });
      expect(keyIdOf(text)).toBeNull();
    }
  });
});

describe("under a new key", () => {
  const both = ringOf(["new", 50], ["old", 0]);

  test("an old envelope is made anew, and needs the old key no more", () => {
    const old = sealField(ringOf(["old", 0]), PLACE, SECRET);
    const moved = resealField(both, PLACE, old);
    if (!moved.ok) throw new Error(moved.reason);
    expect(moved.isNew).toBe(true);
    expect(keyIdOf(moved.envelope)).toBe("new");
    expect(openField(ringOf(["new", 50]), PLACE, moved.envelope)).toEqual({
      ok: true,
      text: SECRET,
    });
  });

  test("a new one stays as it is", () => {
    const envelope = sealField(both, PLACE, SECRET);
    expect(resealField(both, PLACE, envelope)).toEqual({
      ok: true,
      envelope,
      isNew: false,
    });
  });

  test("what cannot be opened is not touched", () => {
    const old = sealField(ringOf(["old", 0]), PLACE, SECRET);
    const elsewhere = { ...PLACE, tenantId: "tenant-b" };
    expect(resealField(ringOf(["new", 50]), PLACE, old)).toEqual({
      ok: false,
      reason: "unknown_key",
    });
    expect(resealField(both, elsewhere, old)).toEqual({
      ok: false,
      reason: "tampered",
    });
    expect(
      resealField(both, elsewhere, sealField(both, PLACE, SECRET)),
    ).toEqual({ ok: false, reason: "tampered" });
  });
});
