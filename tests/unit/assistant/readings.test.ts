import { expect, test } from "vitest";
import { readingsOf } from "../../../lib/assistant/readings";

const SECRET = "The quick brown fox, 5f1caa07-3d2b";

const hex = [...SECRET]
  .map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0"))
  .join("");

test.each([
  ["as it is", SECRET],
  ["backwards", [...SECRET].reverse().join("")],
  ["base64", `Here: ${btoa(SECRET)} bye`],
  ["base64 for addresses", btoa(SECRET).replace(/\+/g, "-").replace(/=/g, "")],
  ["base64 in lines", btoa(SECRET).replace(/(.{10})/g, "$1\n")],
  ["base64 behind other letters", `x${btoa(SECRET)}`],
  ["hexadecimal", hex],
  ["hexadecimal in pairs", hex.replace(/(..)/g, "$1 ")],
  ["hexadecimal with colons", hex.toUpperCase().replace(/(..)(?=.)/g, "$1:")],
])("reads what is written %s", (_, text) => {
  expect(readingsOf(text).some((each) => each.includes(SECRET))).toBe(true);
});

test("reads rot13, small and capital", () => {
  expect(readingsOf("Gur Dhvpx Oebja Sbk Nnzm")).toContain(
    "The Quick Brown Fox Aamz",
  );
});

test("reads at most twenty runs of a kind, and nothing throws", () => {
  const runs = Array.from({ length: 500 }, () => "QUJDREVGR0hJSktMTU5P").join(
    " ",
  );
  expect(readingsOf(runs).length).toBeLessThan(200);
  expect(readingsOf("")).toEqual(["", "", ""]);
});
