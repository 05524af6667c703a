import { expect, test } from "vitest";
import { parseKeyring } from "../../../lib/crypto/keyring";

const KEY = (start: number) =>
  Buffer.from(Uint8Array.from({ length: 32 }, (_, i) => start + i)).toString(
    "base64url",
  );
const [A, B] = [KEY(0), KEY(100)];

test.each([undefined, "", "  "])("%j is no keyring at all", (text) => {
  expect(parseKeyring(text)).toEqual({ state: "off" });
});

test("the first key is current, every key is known, no other is", () => {
  const parsed = parseKeyring(`new:${B}, old_1-x:${A}`);
  if (parsed.state !== "on") throw new Error("Not read.");
  expect(parsed.ring.currentId).toBe("new");
  expect(parsed.ring.ids).toEqual(["new", "old_1-x"]);
  expect(parsed.ring.has("old_1-x")).toBe(true);
  expect(parsed.ring.has("other")).toBe(false);
  expect(parsed.ring.bytesOf("old_1-x")).toEqual(
    Uint8Array.from({ length: 32 }, (_, i) => i),
  );
  expect(parsed.ring.bytesOf("other")).toBeNull();
});

test("a ring that is printed shows no key", () => {
  const parsed = parseKeyring(`k:${A}`);
  if (parsed.state !== "on") throw new Error("Not read.");
  expect(JSON.stringify(parsed.ring)).toBe('{"currentId":"k"}');
  expect(Object.values(parsed.ring)).toEqual(["k"]);
});

const SHORT = Buffer.alloc(31, "abcdefghij").toString("base64url");
const LONG = Buffer.alloc(33, "abcdefghij").toString("base64url");
const SAME = Buffer.alloc(32).toString("base64url");

test.each([
  ["a key without an id", A, "Entry 1 is not id:key"],
  ["an id without a key", "k:", "Entry 1 is not id:key"],
  ["a third part", `k:${A}:x`, "Entry 1 is not id:key"],
  ["an id with a dot", `k.1:${A}`, "Entry 1 is not id:key"],
  ["an id of 33 characters", `${"k".repeat(33)}:${A}`, "Entry 1 is not id:key"],
  ["a comma at the end", `k:${A},`, "Entry 2 is not id:key"],
  ["31 bytes", `k:${SHORT}`, "Entry 1, k: the key is not 32 bytes"],
  ["33 bytes", `k:${LONG}`, "Entry 1, k: the key is not 32 bytes"],
  ["hex", `k:${"ab".repeat(32)}`, "Entry 1, k: the key is not 32 bytes"],
  ["a key of zeros", `k:${SAME}`, "Entry 1, k: the key is not random"],
  ["an id twice", `k:${A},k:${B}`, "Entry 2: the id k is there twice"],
  ["a key twice", `k:${A},j:${A}`, "Entry 2, j: the same key is there"],
  [
    "eleven keys",
    Array.from({ length: 11 }, (_, i) => `k${String(i)}:${KEY(i)}`).join(),
    "There are at most 10 keys",
  ],
])(
  "%s is refused in a sentence that repeats no key",
  (_name, text, problem) => {
    const parsed = parseKeyring(text);
    if (parsed.state !== "invalid") throw new Error("Not refused.");
    expect(parsed.problem).toContain(problem);
    for (const secret of [A, B, SHORT, LONG, SAME]) {
      expect(parsed.problem).not.toContain(secret);
    }
  },
);
