import { expect, test } from "vitest";
import { mutantsOf } from "../../../scripts/mutate/mutants";

test("changes conditions, comparisons, numbers and negations, one at a time", () => {
  const source = 'import { x } from "y";\nif (!a && b < 7) c(true);\n';
  expect(mutantsOf(source).map(({ line, change }) => [line, change])).toEqual([
    [2, "!a && b < 7 → false"],
    [2, "!a && b < 7 → true"],
    [2, "&& → ||"],
    [2, "!a → a"],
    [2, "< → <="],
    [2, "7 → 8"],
    [2, "true → false"],
  ]);
});

test("leaves types and imports alone, and changes nothing else", () => {
  const source = "type A = 1 | 2;\nconst b: 3 = f(4);\n";
  expect(mutantsOf(source).map(({ text }) => text)).toEqual([
    "type A = 1 | 2;\nconst b: 3 = f(5);\n",
  ]);
});
