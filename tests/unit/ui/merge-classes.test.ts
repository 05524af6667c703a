import path from "node:path";
import { fileURLToPath } from "node:url";
import { extendTailwindMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { mergeClasses } from "../../../lib/ui/merge-classes";
import { readFiles } from "../../../scripts/lib/source-files";

// The names that app/globals.css adds to Tailwind's own.
const tailwindMerge = extendTailwindMerge({
  extend: {
    theme: {
      radius: ["control", "panel"],
      shadow: ["raised", "float"],
      animate: ["pop", "fade", "slide-end", "slide-start", "slide-up"],
    },
  },
});

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MODIFIERS = /^(?:(?:[^[\]]|\[(?:[^[\]]|\[[^\]]*\])*\])*:)?-?/;

/** The words of every text in the screens' sources that Tailwind can be asked about. */
function classesInUse(): string[] {
  const words = ["app", "components"].flatMap((folder) =>
    readFiles(path.join(ROOT, folder), (file) => /\.tsx?$/.test(file)).flatMap(
      ({ text }) =>
        [...text.matchAll(/"([^"\n]*)"/g)].flatMap(([, quoted = ""]) =>
          quoted.split(/\s+/),
        ),
    ),
  );
  const names = words.map((word) => word.replace(MODIFIERS, ""));
  // One number says as much as another: `p-2` stands for `p-4` too.
  const byShape = new Map(
    names.map((name) => [name.replace(/\d+/g, "0"), name]),
  );
  return [...byShape.values()].filter(isKnown);
}

/** Whether a class takes the place of its own kind, so that the order matters. */
function isKnown(name: string): boolean {
  return name !== "" && tailwindMerge(`${name} ${name}`) === name;
}

test("it keeps what tailwind-merge keeps, for every two classes in use", () => {
  const names = classesInUse();
  expect(names.length).toBeGreaterThan(150);
  const different = names.flatMap((first) =>
    names
      .map((second) => `${first} ${second}`)
      .filter((both) => mergeClasses(both) !== tailwindMerge(both)),
  );
  expect(different).toEqual([]);
});

test("a class with a modifier only replaces one with the same", () => {
  expect(mergeClasses("p-2 hover:p-3 p-4")).toBe("hover:p-3 p-4");
  expect(mergeClasses("max-md:hidden flex max-md:grid")).toBe(
    "flex max-md:grid",
  );
  expect(mergeClasses("[&_svg]:size-4 [&_svg]:size-5 size-6")).toBe(
    "[&_svg]:size-5 size-6",
  );
});

test("a class of no known kind stays, once", () => {
  expect(mergeClasses(" peer  group peer ")).toBe("group peer");
});
