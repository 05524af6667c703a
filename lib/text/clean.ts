// Control and format characters a reader cannot see, but for line breaks, tabs
// and the joiners that emoji and Indic and Persian words need.
const INVISIBLE =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;

// Tag characters, U+E0000 to U+E0FFF, can smuggle a hidden text.
const TAGS = /[\uDB40-\uDB43][\uDC00-\uDFFF]/g;

/** The text without characters a reader cannot see; CRLF becomes LF. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(INVISIBLE, "")
    .replace(TAGS, "");
}

/** At most `maxChars` UTF-16 units, never ending in half a character. */
export function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "");
}
