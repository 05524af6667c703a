import { expect, test } from "vitest";
import { matchesEntry } from "../../../lib/assistant/knowledge";
import { answerLanguage, languageName } from "../../../lib/assistant/languages";

const ENTRY = {
  title: "Öffnungszeiten",
  content: "Café open from 8.",
  category: "Visit",
};

test.each([
  ["", true],
  ["cafe OPEN", true],
  ["offnung visit", true],
  ["open sunday", false],
])("the search %j finds the entry: %s", (search, found) => {
  expect(matchesEntry(ENTRY, search)).toBe(found);
});

test.each([
  [[], "the language the customer writes in"],
  [["pt"], "Portuguese"],
  [["xx-YY"], "xx-YY"],
  [
    ["zu", "en"],
    "the customer's language where it is Zulu, English; otherwise Zulu",
  ],
])("%j is told to the model as %j", (codes, words) => {
  expect(answerLanguage(codes)).toBe(words);
});

test("a code that is a property of objects is no language", () => {
  expect(languageName("constructor")).toBe("constructor");
});
