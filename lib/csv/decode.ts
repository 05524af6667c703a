/** Beginnings of files that are no text, whatever they are called: zip and Excel, PDF, old Excel. */
const BINARY: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x25, 0x50, 0x44, 0x46],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * The text of a file that is UTF-8, with or without its mark; null for every
 * other one: UTF-16, older code pages, spreadsheets, anything with NUL in it.
 * Guessing would take in names that nobody wrote.
 */
export function decodeCsv(bytes: Uint8Array): string | null {
  const isBinary = BINARY.some((mark) =>
    mark.every((byte, index) => bytes[index] === byte),
  );
  if (isBinary || bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
