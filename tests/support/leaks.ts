/** Something that must not be found outside the product's own data. */
export interface Marker {
  name: string;
  kind: "word" | "phone" | "token";
  value: string;
}

/** One line of a log, or one error report. */
export interface Printed {
  source: string;
  text: string;
}

export interface Leak {
  source: string;
  what: string;
  excerpt: string;
}

const AROUND = 60;
const BETWEEN_DIGITS = String.raw`(?:[\s().\-/+]|%20|%2B|\\u00a0| ){0,3}`;

/** What looks like personal data or a key, whoever's it is. */
const SHAPES: readonly [string, RegExp][] = [
  ["an e-mail address", /[\w.+-]+(?:@|%40)(?:[\w-]+\.)+[a-z]{2,}\b/i],
  ["a phone number", /(?<![\w.])(?:\+|%2B)\d(?:[\s().-]?\d){8,14}(?!\d)/],
  ["a WhatsApp address", /\d{5,}@(?:c\.us|s\.whatsapp\.net|lid|g\.us)/],
  ["a JWT", /eyJ[\w-]{8,}\.[\w-]{8,}\./],
  ["a secret key", /\b(?:sk|rk|whsec|polar_oat)_[\w-]{6,}/],
  ["an authorization header", /\bBearer\s+[\w.~+/=-]{6,}/i],
  ["a Google key", /\bAIza[\w-]{10,}/],
  ["a cookie", /\b__(?:session|client|refresh)[\w-]*=(?!\[redacted\])/],
  ["a cookie header", /"(?:set-)?cookies?"\s*:\s*"(?!\[redacted\])/i],
];

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function unicodeEscapes(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The base64 of a value wherever it stands in the encoded text: without the characters its neighbours share. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor(((shift + bytes.length) * 8) / 6);
    const core = text.slice(from, to);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** A value in every notation in which a log or a report could show it. */
function formsOf({ kind, value }: Marker): RegExp[] {
  if (kind === "phone") {
    const digits = value.replaceAll(/\D/g, "");
    // A number is known by its national part, too.
    const national = digits.slice(-9);
    const encoded = [digits, national].flatMap(base64Forms);
    return [
      new RegExp([...national].join(BETWEEN_DIGITS)),
      ...encoded.map((form) => new RegExp(escaped(form))),
    ];
  }
  const json = JSON.stringify(value).slice(1, -1);
  const plain = [
    value,
    encodeURIComponent(value),
    json,
    JSON.stringify(json).slice(1, -1),
    unicodeEscapes(value),
    Buffer.from(value, "utf8").toString("hex"),
  ];
  const flags = kind === "word" ? "i" : "";
  return [
    ...[...new Set(plain)].map((form) => new RegExp(escaped(form), flags)),
    ...base64Forms(value).map((form) => new RegExp(escaped(form))),
  ];
}

function excerptAround(text: string, index: number): string {
  return text.slice(Math.max(0, index - AROUND), index + AROUND);
}

/** Every marker, and everything of a forbidden shape, in what was printed. */
export function findLeaks(
  printed: readonly Printed[],
  markers: readonly Marker[],
): Leak[] {
  const named = markers.map((marker) => ({
    what: marker.name,
    forms: formsOf(marker),
  }));
  const shapes = SHAPES.map(([what, form]) => ({ what, forms: [form] }));
  return printed.flatMap(({ source, text }) =>
    [...named, ...shapes].flatMap(({ what, forms }) => {
      for (const form of forms) {
        const index = form.exec(text)?.index;
        if (index === undefined) continue;
        return [{ source, what, excerpt: excerptAround(text, index) }];
      }
      return [];
    }),
  );
}

/** The names of the markers that stand in a text, in whatever notation. */
export function foundIn(text: string, markers: readonly Marker[]): string[] {
  const names = new Set(markers.map(({ name }) => name));
  return findLeaks([{ source: "", text }], markers)
    .map(({ what }) => what)
    .filter((what) => names.has(what));
}

/** The lines of a log that say something. */
export function linesOf(source: string, text: string): Printed[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({ source, text: line }));
}
