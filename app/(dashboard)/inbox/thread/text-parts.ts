export type TextPart =
  { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

const CANDIDATE = /\b(?:https?:\/\/|www\.)[^\s<>"']{2,2000}/gi;
const TRAILING = /[.,;:!?…]$/;
const PAIRS: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

/** Splits a message into words and web addresses; only http and https become links. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const shown = withoutTrailing(match[0]);
    const href = webAddress(shown);
    if (href === null) continue;
    if (match.index > end) {
      parts.push({ kind: "text", text: text.slice(end, match.index) });
    }
    parts.push({ kind: "link", text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

function withoutTrailing(found: string): string {
  let shown = found;
  for (;;) {
    const last = shown.at(-1);
    if (last === undefined) return shown;
    const opener = PAIRS[last];
    const unpaired = opener !== undefined && !shown.includes(opener);
    if (!unpaired && !TRAILING.test(shown)) return shown;
    shown = shown.slice(0, -1);
  }
}

function webAddress(shown: string): string | null {
  const written = /^www\./i.test(shown) ? `https://${shown}` : shown;
  const url = URL.parse(written);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return null;
  return url.href;
}
