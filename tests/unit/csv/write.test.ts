import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { csvCell, csvLine } from "../../../lib/csv/write";

describe("F4 a cell is safe in a spreadsheet", () => {
  test.each([
    ["=cmd()", "'=cmd()"],
    ["+27821234567", "'+27821234567"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tcmd", `"'\tcmd"`],
    ["\rcmd", `"'\rcmd"`],
    [" =1+1", "' =1+1"],
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    ["", ""],
  ])("%j is written as %j", (text, written) => {
    expect(csvCell(text)).toBe(written);
  });

  test("numbers stay numbers, nothing stays empty", () => {
    expect(csvLine([-5, null, "x"])).toBe("-5,,x\r\n");
  });

  test("no text comes out as something a spreadsheet runs", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [[cell = ""] = []] = Papa.parse<string[]>(csvLine([text]), {
          delimiter: ",",
          newline: "\r\n",
        }).data;
        expect(cell).not.toMatch(/^\s*[=+\-@]/);
        expect(cell === text || cell === `'${text}`).toBe(true);
      }),
    );
  });

  test("lines of any texts read back with as many cells", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 6 }),
        (cells) => {
          const [line = []] = Papa.parse<string[]>(csvLine(cells), {
            delimiter: ",",
            newline: "\r\n",
          }).data;
          expect(line).toHaveLength(cells.length);
        },
      ),
    );
  });
});
