/**
 * One JSON object per line: the header, then for each table its name and its
 * documents, then the files in parts, then the footer that proves the end.
 */
export const FORMAT = "convex-local-export";
export const FORMAT_VERSION = 1;

export type Summary = { tables: number; documents: number; files: number };
