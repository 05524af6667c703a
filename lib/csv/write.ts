/** Excel reads a file as UTF-8 only behind this mark. */
export const UTF8_BOM = "\uFEFF";

// Spreadsheets run a cell that starts like this, also behind blanks.
// Source: OWASP, "CSV Injection".
const FORMULA = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

export type CsvValue = string | number | null;

/**
 * One cell: a text a spreadsheet could run is disarmed by a leading quote, and
 * quotes and separators are quoted (RFC 4180). Numbers stay numbers.
 */
export function csvCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its CRLF. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
