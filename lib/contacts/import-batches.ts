import { IMPORT_LIMITS, type ImportCells } from "./import-row";

export type ImportLine = ImportCells & { line: number };

/** Cuts lines into batches a server takes: by number of lines and of characters. */
export function importBatches(lines: readonly ImportLine[]): ImportLine[][] {
  const batches: ImportLine[][] = [];
  let batch: ImportLine[] = [];
  let chars = 0;
  for (const line of lines) {
    const size = charsOf(line);
    const isFull =
      batch.length === IMPORT_LIMITS.batchRows ||
      chars + size > IMPORT_LIMITS.batchChars;
    if (isFull && batch.length > 0) {
      batches.push(batch);
      batch = [];
      chars = 0;
    }
    batch.push(line);
    chars += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** The characters of a line's cells together. */
export function charsOf(cells: ImportCells): number {
  return (
    cells.phone.length +
    cells.name.length +
    cells.stage.length +
    cells.tags.length +
    cells.note.length +
    cells.consent.length
  );
}
