import { expect, test } from "vitest";
import { parseOptions, wholeNumber } from "../../../local/cli/options";

test("options are read, and what is not known is refused", () => {
  const json = { json: { type: "boolean" as const } };
  expect(parseOptions(["--json"], json).values.json).toBe(true);
  expect(() => parseOptions(["--jsn"], json)).toThrow("--jsn");
  expect(() => parseOptions(["stray"], json)).toThrow("Not understood: stray.");
});

test("a file must be named exactly once", () => {
  expect(parseOptions(["a.gz"], {}, ["FILE"]).positionals).toEqual(["a.gz"]);
  expect(() => parseOptions([], {}, ["FILE"])).toThrow("exactly: FILE");
  expect(() => parseOptions(["a", "b"], {}, ["FILE"])).toThrow("exactly: FILE");
});

test.each(["-1", "1.5", "", "many", "101"])(
  '"%s" is not taken for a whole number up to 100',
  (text) => {
    expect(() => wholeNumber("credits", text, 0, 100)).toThrow(
      "--credits is a whole number from 0 to 100",
    );
  },
);

test("the bounds themselves are allowed", () => {
  expect(wholeNumber("credits", "0", 0, 100)).toBe(0);
  expect(wholeNumber("credits", "100", 0, 100)).toBe(100);
});
