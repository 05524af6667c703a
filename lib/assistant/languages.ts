/** The languages a business can choose from, by BCP 47 code. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  af: "Afrikaans",
  ar: "Arabic",
  bn: "Bengali",
  zh: "Chinese",
  nl: "Dutch",
  en: "English",
  fil: "Filipino",
  fr: "French",
  de: "German",
  el: "Greek",
  he: "Hebrew",
  hi: "Hindi",
  id: "Indonesian",
  it: "Italian",
  ja: "Japanese",
  ko: "Korean",
  ms: "Malay",
  fa: "Persian",
  pl: "Polish",
  pt: "Portuguese",
  ru: "Russian",
  es: "Spanish",
  sw: "Swahili",
  ta: "Tamil",
  th: "Thai",
  tr: "Turkish",
  uk: "Ukrainian",
  ur: "Urdu",
  vi: "Vietnamese",
  xh: "Xhosa",
  zu: "Zulu",
};

/** A language's English name; the code itself when it is none of ours. */
export function languageName(code: string): string {
  return Object.hasOwn(LANGUAGES, code) ? (LANGUAGES[code] ?? code) : code;
}

/** How the prompt says which language to answer in. */
export function answerLanguage(languages: readonly string[]): string {
  const [first, ...others] = languages.map(languageName);
  if (first === undefined) return "the language the customer writes in";
  if (others.length === 0) return first;
  return `the customer's language where it is ${[first, ...others].join(", ")}; otherwise ${first}`;
}
