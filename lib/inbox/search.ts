const MIN_CHARS = 2;
const MAX_CHARS = 100;
const SNIPPET_CHARS = 120;
const LEAD_CHARS = 30;

/** What a person typed into the search, or null when it is too short or too long to search for. */
export function searchWords(text: string): string | null {
  const words = text.trim();
  return words.length < MIN_CHARS || words.length > MAX_CHARS ? null : words;
}

/** The part of a text around the first of the words, on one line. */
export function snippetOf(text: string, words: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const folded = line.toLowerCase();
  const hits = words
    .toLowerCase()
    .split(/\s+/)
    .map((word) => folded.indexOf(word))
    .filter((at) => at >= 0);
  const at = hits.length === 0 ? 0 : Math.min(...hits);
  const start = Math.max(0, at - LEAD_CHARS);
  const end = start + SNIPPET_CHARS;
  const before = start > 0 ? "…" : "";
  const after = end < line.length ? "…" : "";
  return `${before}${line.slice(start, end)}${after}`;
}
