import { foldText } from "../text/fold";
import { IMPORT_FIELDS, IMPORT_LIMITS, type ImportCells } from "./import-row";

/** The column of each field in a file, or null where it has none. */
export type ColumnMapping = Record<keyof ImportCells, number | null>;

const HEADINGS: Record<keyof ImportCells, readonly string[]> = {
  phone: [
    "phone",
    "phone number",
    "mobile",
    "whatsapp",
    "number",
    "tel",
    "telephone",
    "cell",
    "telefon",
    "telefono",
    "telefone",
    "numero",
  ],
  name: ["name", "full name", "contact", "customer", "nom", "nombre", "nome"],
  stage: ["stage", "status", "lifecycle"],
  tags: ["tags", "tag", "labels", "groups", "segment"],
  note: ["note", "notes", "comment", "comments", "remark"],
  consent: [
    "consent",
    "opt in",
    "opted in",
    "opt-in",
    "optin",
    "marketing consent",
  ],
};

/** A first guess of the columns from the words of a file's first line. */
export function guessColumns(header: readonly string[]): ColumnMapping {
  const headings = header.map((text) =>
    foldText(text).replaceAll("_", " ").trim(),
  );
  const taken = new Set<number>();
  const guess = (field: keyof ImportCells): number | null => {
    const column = headings.findIndex(
      (heading, index) =>
        !taken.has(index) && HEADINGS[field].includes(heading),
    );
    if (column === -1) return null;
    taken.add(column);
    return column;
  };
  return {
    phone: guess("phone"),
    name: guess("name"),
    stage: guess("stage"),
    tags: guess("tags"),
    note: guess("note"),
    consent: guess("consent"),
  };
}

/** The cells of one line by field; one that is too long keeps one character more than allowed, so that it is refused. */
export function pickCells(
  line: readonly string[],
  columns: ColumnMapping,
): ImportCells {
  const cells: ImportCells = {
    phone: "",
    name: "",
    stage: "",
    tags: "",
    note: "",
    consent: "",
  };
  for (const field of IMPORT_FIELDS) {
    const column = columns[field];
    if (column === null) continue;
    cells[field] = (line[column] ?? "").slice(0, IMPORT_LIMITS.cellChars + 1);
  }
  return cells;
}
