const LONE_SURROGATE =
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const LATEST_AT = Date.UTC(2100, 0, 1);

/** A non-blank string made storable and cut to `maxChars`; null otherwise. */
export function textOf(value: unknown, maxChars: number): string | null {
  if (typeof value !== "string") return null;
  const text = storable(value, maxChars);
  return text.trim().length === 0 ? null : text;
}

/**
 * Cuts to `maxChars` UTF-16 units and removes what a database refuses: NUL
 * characters and halves of surrogate pairs.
 */
export function storable(text: string, maxChars: number): string {
  const cut = text.slice(0, maxChars);
  return cut.replaceAll("\u0000", "").replace(LONE_SURROGATE, "\uFFFD");
}

/**
 * Epoch milliseconds of a timestamp given in seconds or milliseconds, told
 * apart by magnitude; null when it is neither or beyond the year 2100.
 */
export function instantOf(value: unknown): number | null {
  const number =
    typeof value === "string" && /^\d{1,16}$/.test(value)
      ? Number(value)
      : value;
  if (typeof number !== "number" || !Number.isFinite(number) || number <= 0) {
    return null;
  }
  const at = Math.round(number > 100_000_000_000 ? number : number * 1_000);
  return at > 0 && at < LATEST_AT ? at : null;
}
