import { expect, test } from "vitest";
import { readFile } from "../../../app/(dashboard)/contacts/import/read-table";

function file(part: string | Uint8Array<ArrayBuffer>): File {
  return new File([part], "people.csv");
}

test("a file in UTF-8 is a table, with or without its mark", async () => {
  for (const mark of ["", "\uFEFF"]) {
    expect(await readFile(file(`${mark}name,phone\nZoë,1\n`))).toEqual({
      ok: true,
      table: {
        name: "people.csv",
        header: ["name", "phone"],
        lines: [["Zoë", "1"]],
      },
    });
  }
});

test.each([
  ["UTF-16", Uint8Array.from([0xff, 0xfe, 0x6e, 0x00])],
  ["a NUL", new TextEncoder().encode("name\0,phone\nA,1\n")],
  ["an old code page", Uint8Array.from([0x5a, 0x6f, 0xeb, 0x0a, 0x31])],
])("5.2.2 a file with %s is refused, and it says why", async (_what, bytes) => {
  const read = await readFile(file(bytes));
  expect(read).toEqual({ ok: false, problem: "not_utf8" });
});
