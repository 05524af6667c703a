import { findPersonalData } from "../privacy/detect";
import { shadowOf } from "../privacy/shadow";

const MASK = "[redacted]";
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_CHARS = 4_000;
const LONG_NUMBER_FROM = 1_000_000;

// Field names, lower case without separators, whose values never reach a log.
const SECRET_NAMES: readonly string[] = [
  "authorization",
  "cookie",
  "password",
  "passphrase",
  "secret",
  "token",
  "apikey",
  "adminkey",
  "privatekey",
  "hmac",
  "signature",
  "credential",
  "dsn",
  "phone",
  "email",
  "chatid",
  "pushname",
  "displayname",
  "customername",
  "contactname",
  "prompt",
  "answer",
];
const SECRET_EXACT: ReadonlySet<string> = new Set([
  "text",
  "body",
  "content",
  "contents",
  "caption",
  "lid",
  "from",
  "to",
  "qr",
  "notes",
]);

const SECRETS: readonly RegExp[] = [
  /\b(?:bearer|basic)\s+[\w.~+/=-]{6,}/gi,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\bAIza[\w-]{20,}/g,
  /\b(?:sk|pk|rk|whsec|whk|ghp|gho|xox[abp]|sess)[_-][\w-]{8,}/gi,
  // What Clerk keeps in cookies.
  /(?<=\b(?:__(?:session|client|refresh|clerk)|clerk_)[\w-]{0,40}=)[^;\s]+/g,
  /\b[0-9a-f]{32,}\b/gi,
  /(?<=:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,200}(?=@)/g,
  /(?<=[?&](?:key|token|access_token|api_?key|x-api-key|secret|password|code|signature)=)[^&\s#]+/gi,
  // WhatsApp addresses, groups and message ids alike.
  /\b\d[\d:-]{2,}@(?:c\.us|s\.whatsapp\.net|lid|g\.us|newsletter|broadcast)\b/gi,
];

// What validators and JSON.parse quote of their input is somebody's.
const QUOTED = [
  /(?<=extra field `)[^`]*/g,
  /(?<=^\s*(?:Object|Value): )[\s\S]*?(?=\nValidator: |$(?![\s\S]))/gm,
  /(?<=Unexpected (?:token|non-whitespace)[^\n]*?)(?:'[^\n]*'|"[^\n]*")/g,
];
// In base64url or base32, as in the address of an invitation.
const LONG_WORD = /(?<![\w-])[\w-]{40,}/g;
const PERCENT_ENCODED = /(?:%[0-9a-f][0-9a-f])+/gi;

const UUID =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
// A log masks more than the scrubber: every long number may be somebody's.
const LONG_NUMBER = /\+?\d[\d ().-]{7,}\d/g;
const MIN_LONG_DIGITS = 9;
const ISO_DATE = /^\d{4}-\d\d-\d\d(?: \d\d|)$/;

/**
 * Masks phones, e-mail addresses, cards, national ids, WhatsApp addresses, keys
 * and tokens in a text for a log line, percent-encoded ones too. Errs on the side
 * of masking; UUIDs and ISO dates stay readable. Beyond 4,000 characters it is cut.
 */
export function redactText(text: string): string {
  let masked = shadowOf(decoded(text.slice(0, MAX_CHARS)));
  for (const pattern of [...QUOTED, ...SECRETS]) {
    masked = masked.replace(pattern, MASK);
  }
  masked = masked.replace(LONG_WORD, (word) => (isRandom(word) ? MASK : word));
  const kept: string[] = [];
  masked = masked.replace(UUID, (uuid) => {
    kept.push(uuid);
    return `\u0000${kept.length - 1}\u0000`;
  });
  masked = maskPersonalData(masked).replace(LONG_NUMBER, maskLongNumber);
  return masked.replace(
    /\u0000(\d+)\u0000/g,
    (_, index) => kept[Number(index)] ?? MASK,
  );
}

/**
 * A copy of a record that may be logged: secret-named fields masked, every text
 * redacted, errors reduced to name and redacted message, depth and size bounded.
 * Never throws, also on cycles and getters.
 */
export function redactFields(
  record: Record<string, unknown>,
): Record<string, unknown> {
  return redactRecord(record, 0, new Set());
}

/** Names of ours are of one case and without digits. */
function isRandom(word: string): boolean {
  return /\d/.test(word) || (/[a-z]/.test(word) && /[A-Z]/.test(word));
}

function decoded(text: string): string {
  return text.replace(PERCENT_ENCODED, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return MASK;
    }
  });
}

function maskLongNumber(number: string): string {
  const digits = number.replace(/\D/g, "");
  return digits.length < MIN_LONG_DIGITS || ISO_DATE.test(number)
    ? number
    : MASK;
}

function maskPersonalData(text: string): string {
  let masked = "";
  let position = 0;
  for (const span of findPersonalData(text)) {
    masked += text.slice(position, span.start) + MASK;
    position = span.end;
  }
  return masked + text.slice(position);
}

function redactRecord(
  record: object,
  depth: number,
  seen: ReadonlySet<object>,
): Record<string, unknown> {
  const path = new Set([...seen, record]);
  const entries: [string, unknown][] = [];
  for (const [name, field] of Object.entries(
    Object.getOwnPropertyDescriptors(record),
  )) {
    if (field.enumerable !== true || !("value" in field)) continue;
    if (entries.length >= MAX_ITEMS) break;
    const value: unknown = field.value;
    entries.push([
      redactText(name),
      isSecretName(name) ? maskOf(value) : redactValue(value, depth, path),
    ]);
  }
  return Object.fromEntries(entries);
}

function redactValue(
  value: unknown,
  depth: number,
  seen: ReadonlySet<object>,
): unknown {
  switch (typeof value) {
    case "string":
      return redactText(value);
    case "bigint":
      return redactText(value.toString());
    case "number":
    case "boolean":
    case "undefined":
      return value;
    case "object":
      break;
    default:
      return `[${typeof value}]`;
  }
  if (value === null) return null;
  if (seen.has(value) || depth >= MAX_DEPTH) return "[cut]";
  if (value instanceof Error) {
    return { name: value.name, message: redactText(value.message) };
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? null : value.toISOString();
  }
  if (Array.isArray(value)) {
    const path = new Set([...seen, value]);
    return value
      .slice(0, MAX_ITEMS)
      .map((item: unknown) => redactValue(item, depth + 1, path));
  }
  return redactRecord(value, depth + 1, seen);
}

// Counts such as `promptTokens` are no secrets, long numbers may be.
function maskOf(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === "boolean") return value;
  return typeof value === "number" && Math.abs(value) < LONG_NUMBER_FROM
    ? value
    : MASK;
}

function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z]/g, "");
  return (
    SECRET_EXACT.has(plain) ||
    SECRET_NAMES.some((secret) => plain.includes(secret))
  );
}
