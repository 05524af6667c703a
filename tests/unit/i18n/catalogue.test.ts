import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "../../../lib/error-code";
import { en } from "../../../lib/i18n/en";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path: string): { path: string; text: string }[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [{ path: `${path}.${key}`, text: value }]
      : leaves(value, `${path}.${key}`),
  );
}

/** Every name in braces, so that each message can be filled in. */
function valuesFor(text: string): Record<string, unknown> {
  const names = [...text.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name);
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => name);
  return {
    ...Object.fromEntries(names.map((name) => [name, 1])),
    ...Object.fromEntries(
      tags.map((name) => [name, (words: unknown) => words]),
    ),
  };
}

describe.each(Object.entries(en))("the catalogue of %s", (area, messages) => {
  test("holds only messages that can be shown", () => {
    const failures: string[] = [];
    const t = createTranslator({
      locale: "en",
      timeZone: "UTC",
      messages: { all: messages },
      onError: (error) => failures.push(error.message),
    }) as unknown as {
      rich: (key: string, values: Record<string, unknown>) => unknown;
    };
    for (const { path, text } of leaves(messages, "all")) {
      expect(text.trim(), `${area}${path.slice(3)}`).not.toBe("");
      t.rich(path, valuesFor(text));
    }
    expect(failures).toEqual([]);
  });
});

test("says every error of the contract in a sentence", () => {
  expect(Object.keys(en.errors).sort()).toEqual(
    [...ERROR_CODES, "unknown"].sort(),
  );
});
