const BASE64_RUN = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const HEX_RUN = /[0-9a-f]{24,}/gi;
const MAX_RUNS = 20;

/**
 * A text and what it says to somebody who reads it backwards, shifted by
 * thirteen letters, or decodes the base64 and hexadecimal in it: a leak that a
 * customer asked for in another writing is still a leak.
 */
export function readingsOf(text: string): string[] {
  return [
    text,
    [...text].reverse().join(""),
    text.replace(/[a-z]/gi, rotated),
    ...runs(text, BASE64_RUN).flatMap(fromBase64),
    ...runs(text.replace(/\s+/g, ""), BASE64_RUN).flatMap(fromBase64),
    ...runs(text.replace(/[\s:]/g, ""), HEX_RUN).flatMap(fromHexRun),
  ];
}

function runs(text: string, pattern: RegExp): string[] {
  return (text.match(pattern) ?? []).slice(0, MAX_RUNS);
}

function rotated(letter: string): string {
  const code = letter.charCodeAt(0);
  const first = code < 97 ? 65 : 97;
  return String.fromCharCode(((code - first + 13) % 26) + first);
}

// A run may begin inside a word of four, so all four beginnings are tried.
function fromBase64(run: string): string[] {
  const plain = run.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "");
  return [0, 1, 2, 3].flatMap((offset) => {
    const part = plain.slice(offset);
    const whole = part.length % 4 === 1 ? part.slice(0, -1) : part;
    return whole === "" ? [] : [atob(whole)];
  });
}

// A letter before it may belong to a word, so both beginnings are tried.
function fromHexRun(run: string): string[] {
  return [run, run.slice(1)].map((part) =>
    (part.match(/../g) ?? [])
      .map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
      .join(""),
  );
}
