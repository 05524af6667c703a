/** Digits at the end of a number that are the same however it is written: with or without country code. */
const TAIL_DIGITS = 8;
/** Longer texts are searched as they are: digits of neighbours would join there. */
const MAX_CELL_CHARS = 120;
const MIN_NAME_CHARS = 3;

/**
 * The texts by which a person is recognised in records that name no contact:
 * the digits of each id, and the name as it stands in JSON.
 */
export function needlesOf(
  aliases: readonly string[],
  name: string | null,
): string[] {
  const ids = aliases.map((alias) => {
    const id = alias.slice(alias.indexOf(":") + 1);
    return (id.split("@")[0] ?? "").replace(/^\+/, "");
  });
  const names =
    name === null || name.length < MIN_NAME_CHARS ? [] : [JSON.stringify(name)];
  return [...new Set([...ids, ...names])].filter((text) => text !== "");
}

/** Whether a stored text speaks of the person. */
export function mentions(text: string, needles: readonly string[]): boolean {
  if (needles.some((needle) => text.includes(needle))) return true;
  if (text.length > MAX_CELL_CHARS) return false;
  const digits = text.replace(/\D/g, "");
  if (digits.length < TAIL_DIGITS) return false;
  return needles.some(
    (needle) =>
      /^\d{9,}$/.test(needle) && digits.endsWith(needle.slice(-TAIL_DIGITS)),
  );
}
