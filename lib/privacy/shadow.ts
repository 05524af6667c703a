const DECIMAL_DIGIT = /\p{Nd}/u;
const SPACES =
  /[\u00A0\u00AD\u180E\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u2069\u3000\uFEFF]/g;
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;

/**
 * A copy of the text of the same length, index for index, in which every kind
 * of digit, dash, space and invisible mark is its ASCII counterpart: people
 * type, and phones paste, numbers in many disguises.
 */
export function shadowOf(text: string): string {
  return text
    .replace(SPACES, " ")
    .replace(DASHES, "-")
    .replaceAll("\uFF20", "@")
    .replaceAll("\uFF0B", "+")
    .replaceAll("\uFF0E", ".")
    .replace(/[^\x00-\x7F]/g, asciiDigit);
}

// Decimal digits stand in ranges of ten, zero first.
function asciiDigit(character: string): string {
  if (!DECIMAL_DIGIT.test(character)) return character;
  const code = character.charCodeAt(0);
  let zero = code;
  while (code - zero < 9 && DECIMAL_DIGIT.test(String.fromCharCode(zero - 1))) {
    zero -= 1;
  }
  return String(code - zero);
}
