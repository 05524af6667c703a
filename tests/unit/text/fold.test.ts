import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, visibleText } from "../../../lib/text/clean";
import { foldText, wordsOf } from "../../../lib/text/fold";

test.each([
  ["ÀÉÎÕÜ ç ñ", "aeiou c n"],
  ["İPTAL ı", "iptal i"],
  ["Ёлка й", "елка и"],
  ["إأآٱ", "اااٱ"],
  ["مَرْحَبًا", "مرحبا"],
  ["रोकें", "रोकें"],
  ["STRASSE ß", "strasse ß"],
])("%j folds to %j", (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test("folding ignores how a text is composed, and happens once", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const folded = foldText(text);
      expect(foldText(folded)).toBe(folded);
    }),
  );
  expect(foldText("é")).toBe(foldText("é"));
});

test("words are runs of letters, digits and their marks", () => {
  expect(wordsOf("Olá, mundo-2! «नमस्ते» 🙏 a_b")).toEqual([
    "ola",
    "mundo",
    "2",
    "नमस्ते",
    "a",
    "b",
  ]);
  expect(wordsOf("🙏 ... ")).toEqual([]);
});

test("invisible text is removed, line breaks are made one kind", () => {
  expect(visibleText("a\r\nb\rc\u2028d\te")).toBe("a\nb\nc\nd\te");
  expect(visibleText("a\u0000\u001B\u200B\u202E\uFEFF\u{E0041}b")).toBe("ab");
  expect(visibleText("👩‍🚀 می‌خواهم")).toBe("👩‍🚀 می‌خواهم");
});

test("a cut never leaves half a character", () => {
  expect(cut("ab🙏", 3)).toBe("ab");
  expect(cut("ab🙏", 4)).toBe("ab🙏");
  expect(cut("abc", 0)).toBe("");
});
