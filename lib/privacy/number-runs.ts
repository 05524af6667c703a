export interface DigitGroup {
  start: number;
  end: number;
}

export interface Window {
  start: number;
  end: number;
  raw: string;
  digits: string;
  groups: readonly string[];
  separators: readonly string[];
}

const MAX_GROUPS = 9;
const MAX_DIGITS = 19;
const SEPARATOR = /^[ ().\-/]{1,3}$/;

/**
 * Every way to read neighbouring groups of digits as one number, longest first
 * from each starting group. Groups that touch a letter, as in a part number, are
 * left out. Linear in the length of the text.
 */
export function* numberWindows(
  shadow: string,
): Generator<readonly Window[], void> {
  const groups = digitGroups(shadow);
  for (let first = 0; first < groups.length; first += 1) {
    const windows: Window[] = [];
    for (
      let last = first;
      last < Math.min(groups.length, first + MAX_GROUPS);
      last += 1
    ) {
      const window = windowOf(shadow, groups.slice(first, last + 1));
      if (window === null) break;
      windows.push(window);
    }
    if (windows.length > 0) yield windows.reverse();
  }
}

function windowOf(
  shadow: string,
  groups: readonly DigitGroup[],
): Window | null {
  const texts = groups.map(({ start, end }) => shadow.slice(start, end));
  const digits = texts.join("");
  if (digits.length > MAX_DIGITS) return null;
  const separators = groups
    .slice(1)
    .map((group, index) => shadow.slice(groups[index]?.end, group.start));
  if (!separators.every((separator) => SEPARATOR.test(separator))) return null;
  const firstStart = groups[0]?.start ?? 0;
  const end = groups.at(-1)?.end ?? firstStart;
  const start = prefixStart(shadow, firstStart);
  return {
    start,
    end,
    raw: shadow.slice(start, end),
    digits,
    groups: texts,
    separators,
  };
}

// A plus sign and an opening bracket belong to the number.
function prefixStart(shadow: string, start: number): number {
  let from = start;
  if (shadow.charAt(from - 1) === "(") from -= 1;
  if (shadow.charAt(from - 1) === "+") return from - 1;
  if (shadow.slice(from - 2, from) === "+ ") return from - 2;
  return from;
}

function digitGroups(shadow: string): DigitGroup[] {
  const groups: DigitGroup[] = [];
  for (const match of shadow.matchAll(/\d+/g)) {
    const end = match.index + match[0].length;
    const isPartOfWord =
      isWordCharacter(shadow.charAt(match.index - 1)) ||
      isWordCharacter(shadow.charAt(end));
    if (!isPartOfWord) groups.push({ start: match.index, end });
  }
  return groups;
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{M}_]/u.test(character);
}
