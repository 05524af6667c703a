import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessColumns, pickCells } from "../../../lib/contacts/columns";
import { charsOf, importBatches } from "../../../lib/contacts/import-batches";
import {
  IMPORT_LIMITS,
  type ImportCells,
  readImportRow,
} from "../../../lib/contacts/import-row";
import { csvCell } from "../../../lib/csv/write";

const blank: ImportCells = {
  phone: "",
  name: "",
  stage: "",
  tags: "",
  note: "",
  consent: "",
};
const row = (cells: Partial<ImportCells>) =>
  readImportRow({ ...blank, ...cells }, "ZA");

describe("F4 one line of a file", () => {
  test("is read into a contact", () => {
    expect(
      row({
        phone: "082 123 4567",
        name: "  Thandi  M ",
        stage: "Customer",
        tags: "VIP; wholesale,vip",
        note: "Likes rye",
        consent: "yes",
      }),
    ).toEqual({
      ok: true,
      contact: {
        phone: "+27821234567",
        name: "Thandi M",
        stage: "customer",
        tags: ["vip", "wholesale"],
        note: "Likes rye",
        consent: "opted_in",
      },
    });
  });

  test.each([
    "+27 82 123-4567",
    "0027821234567",
    "'+27821234567",
    "0821234567",
  ])("F1 %s is one number", (phone) => {
    expect(row({ phone })).toMatchObject({
      contact: { phone: "+27821234567" },
    });
  });

  test("F2 no consent column means nothing is known", () => {
    expect(row({ phone: "0821234567" })).toMatchObject({
      contact: { consent: "unknown" },
    });
  });

  test.each([
    [{ phone: "" }, "phone", "phone_missing"],
    [{ phone: "12" }, "phone", "phone_invalid"],
    [{ phone: "0821234567", name: "x".repeat(121) }, "name", "name_too_long"],
    [{ phone: "0821234567", stage: "friend" }, "stage", "stage_unknown"],
    [{ phone: "0821234567", consent: "maybe" }, "consent", "consent_unknown"],
    [{ phone: "0821234567", tags: "y".repeat(41) }, "tags", "tag_too_long"],
    [
      { phone: "0821234567", tags: [...Array(21).keys()].join() },
      "tags",
      "too_many_tags",
    ],
    [{ phone: "0821234567", note: "n".repeat(1_001) }, "note", "cell_too_long"],
  ] as const)("%j is refused for its %s", (cells, field, problem) => {
    expect(row(cells)).toMatchObject({ ok: false, field, problem });
  });

  test("any cells are read or refused, never thrown at", () => {
    const cell = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(
        fc.record({
          phone: cell,
          name: cell,
          stage: cell,
          tags: cell,
          note: cell,
          consent: cell,
        }),
        (cells) => {
          const verdict = readImportRow(cells, null);
          if (verdict.ok) {
            expect(verdict.contact.phone).toMatch(/^\+[1-9]\d{3,14}$/);
          }
        },
      ),
    );
  });

  test("what the export wrote reads back as the same number", () => {
    const phone = csvCell("+27821234567");
    expect(row({ phone })).toMatchObject({
      contact: { phone: "+27821234567" },
    });
  });
});

describe("columns", () => {
  test("are guessed from their headings, each used once", () => {
    expect(
      guessColumns(["Full name", "Mobile", "Phone", "opt_in", "City"]),
    ).toMatchObject({ name: 0, phone: 1, consent: 3, note: null });
  });

  test("a line that is too short has empty cells", () => {
    const columns = guessColumns(["phone", "name"]);
    expect(pickCells(["123"], columns)).toMatchObject({
      phone: "123",
      name: "",
    });
  });
});

test("batches keep all lines in order and stay within what the server takes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 1_000 }), { maxLength: 400 }),
      (sizes) => {
        const lines = sizes.map((size, index) => ({
          ...blank,
          line: index + 2,
          note: "n".repeat(size),
          name: "m".repeat(size),
        }));
        const batches = importBatches(lines);
        expect(batches.flat()).toEqual(lines);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(IMPORT_LIMITS.batchRows);
          const chars = batch.reduce((sum, line) => sum + charsOf(line), 0);
          expect(chars).toBeLessThanOrEqual(IMPORT_LIMITS.batchChars);
        }
      },
    ),
    { numRuns: 20 },
  );
});
