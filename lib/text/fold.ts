const ARABIC_FORMS: readonly (readonly [RegExp, string])[] = [
  [/[\u0622\u0623\u0625]/g, "\u0627"],
  [/\u0649/g, "\u064A"],
  [/\u0629/g, "\u0647"],
  [/[\u0640\u064B-\u065F\u0670]/g, ""],
];

// Combining marks of Latin, Greek and Cyrillic only: in Devanagari and its
// relatives the marks are vowels, and dropping them merges different words.
const ACCENTS = /[\u0300-\u036F]/g;
const NOT_ASCII = /[\u0080-\uFFFF]/;
const ARABIC = /[\u0600-\u06FF]/;

/**
 * Lower case without accents, with Arabic letter variants and the Turkish
 * dotless i made one, so that spellings of one word compare equal. NFD only:
 * the compatibility forms need data some runtimes do not carry.
 */
export function foldText(text: string): string {
  let folded = text.toLowerCase();
  if (!NOT_ASCII.test(folded)) return folded;
  if (ARABIC.test(folded)) {
    // First, because decomposition would split its letters.
    for (const [form, replacement] of ARABIC_FORMS) {
      folded = folded.replace(form, replacement);
    }
  }
  return folded
    .normalize("NFD")
    .replace(ACCENTS, "")
    .replaceAll("\u0131", "i")
    .normalize("NFC");
}

/** The folded words of a text: runs of letters, digits and their marks. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}
