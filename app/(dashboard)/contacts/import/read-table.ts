import { IMPORT_LIMITS } from "@/lib/contacts/import-row";
import { decodeCsv } from "@/lib/csv/decode";

export type TableProblem =
  "too_large" | "too_many_rows" | "empty" | "not_utf8" | "unreadable";

export type CsvTable = {
  name: string;
  header: string[];
  lines: string[][];
};

export type ReadTable =
  { ok: true; table: CsvTable } | { ok: false; problem: TableProblem };

/** Reads a CSV file of any usual separator; its first line names the columns. */
export async function readFile(file: File): Promise<ReadTable> {
  if (file.size > IMPORT_LIMITS.fileBytes) return refuse("too_large");
  const text = decodeCsv(new Uint8Array(await file.arrayBuffer()));
  return text === null ? refuse("not_utf8") : readTable(file.name, text);
}

export async function readTable(
  name: string,
  text: string,
): Promise<ReadTable> {
  if (text.length > IMPORT_LIMITS.fileBytes) return refuse("too_large");
  const { default: Papa } = await import("papaparse");
  const { data, errors } = Papa.parse<string[]>(text, {
    skipEmptyLines: "greedy",
  });
  if (errors.some(({ type }) => type === "Quotes")) return refuse("unreadable");
  const [header, ...lines] = data;
  if (header === undefined || lines.length === 0) return refuse("empty");
  if (lines.length > IMPORT_LIMITS.rows) return refuse("too_many_rows");
  return { ok: true, table: { name: name.slice(0, 200), header, lines } };
}

function refuse(problem: TableProblem): ReadTable {
  return { ok: false, problem };
}
