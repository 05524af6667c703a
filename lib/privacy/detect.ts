import {
  isCpf,
  isFrenchNir,
  isGermanTaxId,
  isIban,
  isOneDigit,
  isPesel,
  isSouthAfricanId,
  isSpanishId,
  isTurkishId,
  passesLuhn,
} from "./checksums";
import { numberWindows, type Window } from "./number-runs";
import { isPhone } from "./phones";
import { overlaps, protectedSpans, type Span } from "./protected-spans";
import { shadowOf } from "./shadow";

export type PersonalKind = "phone" | "email" | "card" | "nationalId";

export interface PersonalSpan extends Span {
  kind: PersonalKind;
  /** The same for two spellings of one value. */
  value: string;
}

// Whatever is personal holds a digit or an at sign.
const CANDIDATE = /[\p{Nd}@\uFF20]/u;
const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{3,253}/gu;
const EMAIL_DOMAIN = /^[\p{L}\p{N}][\p{L}\p{N}.-]*\.\p{L}{2,24}$/u;

const MIN_DIGITS = 7;

const NINO =
  /\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gi;
const SPANISH_ID = /\b(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]\b/gi;
const CODICE_FISCALE = /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/gi;
const IBAN = /\b[A-Z]{2}\d{2}[A-Z0-9 ]{11,34}/gi;

/**
 * The phones, e-mail addresses, payment cards and national ids in a text, in
 * order and without overlaps. Dates, times, prices, quantities and order numbers
 * are left alone. Never throws; linear in the length of the text.
 */
export function findPersonalData(text: string): PersonalSpan[] {
  if (!CANDIDATE.test(text)) return [];
  const shadow = shadowOf(text);
  const found = emails(shadow);
  for (const span of letteredIds(shadow)) {
    if (!found.some((other) => overlaps(other, span))) found.push(span);
  }
  found.push(...numbers(shadow, found));
  return found.sort((a, b) => a.start - b.start);
}

function emails(shadow: string): PersonalSpan[] {
  return [...shadow.matchAll(EMAIL)].flatMap((match) => {
    const address = match[0].replace(/[.-]+$/, "");
    const domain = address.slice(address.lastIndexOf("@") + 1);
    const letters = /^(.*\.\p{L}{2,24})/u.exec(domain)?.[1] ?? "";
    if (!EMAIL_DOMAIN.test(letters)) return [];
    const length = address.length - domain.length + letters.length;
    return [
      {
        kind: "email" as const,
        start: match.index,
        end: match.index + length,
        value: address.slice(0, length).toLowerCase(),
      },
    ];
  });
}

function letteredIds(shadow: string): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  const collect = (pattern: RegExp, isId: (compact: string) => boolean) => {
    for (const match of shadow.matchAll(pattern)) {
      const raw = match[0].trimEnd();
      const value = raw.replace(/[ -]/g, "").toUpperCase();
      if (!isId(value)) continue;
      const end = match.index + raw.length;
      spans.push({ kind: "nationalId", start: match.index, end, value });
    }
  };
  collect(NINO, () => true);
  collect(CODICE_FISCALE, () => true);
  collect(SPANISH_ID, isSpanishId);
  for (const match of shadow.matchAll(IBAN)) {
    const span = ibanIn(match[0], match.index);
    if (span !== null) spans.push(span);
  }
  return spans;
}

// The pattern runs on into the next words; the check digits say where it ends.
function ibanIn(candidate: string, start: number): PersonalSpan | null {
  for (let length = candidate.length; length >= 15; length -= 1) {
    const raw = candidate.slice(0, length);
    if (raw.endsWith(" ")) continue;
    const value = raw.replaceAll(" ", "").toUpperCase();
    if (isIban(value)) {
      return { kind: "nationalId", start, end: start + length, value };
    }
  }
  return null;
}

function numbers(
  shadow: string,
  taken: readonly PersonalSpan[],
): PersonalSpan[] {
  let guarded: readonly Span[] | null = null;
  const spans: PersonalSpan[] = [];
  let from = 0;
  for (const windows of numberWindows(shadow)) {
    for (const window of windows) {
      if (window.start < from || window.digits.length < MIN_DIGITS) continue;
      if (taken.some((span) => overlaps(span, window))) continue;
      guarded ??= protectedSpans(shadow);
      const isProtected = guarded.some((span) => overlaps(span, window));
      const kind = kindOf(window, shadow, isProtected);
      if (kind === null) continue;
      const { start, end, digits } = window;
      spans.push({ kind, start, end, value: digits.replace(/^00/, "") });
      from = end;
      break;
    }
  }
  return spans;
}

function kindOf(
  window: Window,
  shadow: string,
  isProtected: boolean,
): PersonalKind | null {
  if (isNationalId(window, isProtected)) return "nationalId";
  if (isCard(window, isProtected)) return "card";
  return isPhone(window, shadow, isProtected) ? "phone" : null;
}

function isNationalId(window: Window, isProtected: boolean): boolean {
  const { digits, raw, groups } = window;
  if (raw.startsWith("+")) return false;
  const shape = groups.map((group) => group.length).join("-");
  if (shape === "3-2-4") return isSocialSecurityNumber(window);
  if (shape === "3-3-3-2") return isCpf(digits);
  if (isProtected) return false;
  switch (shape) {
    case "13":
    case "6-4-3":
    case "6-4-2-1":
      return isSouthAfricanId(digits);
    case "11":
      return (
        isCpf(digits) ||
        isGermanTaxId(digits) ||
        isPesel(digits) ||
        isTurkishId(digits)
      );
    case "2-3-3-3":
      return isGermanTaxId(digits);
    case "15":
    case "1-2-2-2-3-3-2":
      return isFrenchNir(digits);
    default:
      return false;
  }
}

function isSocialSecurityNumber({ groups, separators }: Window): boolean {
  const [area, group, serial] = groups;
  return (
    (separators.every((separator) => separator === "-") ||
      separators.every((separator) => separator === " ")) &&
    area !== "000" &&
    area !== "666" &&
    area?.startsWith("9") === false &&
    group !== "00" &&
    serial !== "0000"
  );
}

function isCard(window: Window, isProtected: boolean): boolean {
  const { digits, groups, separators, raw } = window;
  if (raw.startsWith("+") || digits.length < 13 || digits.length > 19) {
    return false;
  }
  if (!/^[2-6]/.test(digits) || isOneDigit(digits) || !passesLuhn(digits)) {
    return false;
  }
  if (groups.length === 1) return !isProtected;
  const isEven = separators.every(
    (separator) => separator === separators[0] && /^[ -]$/.test(separator),
  );
  return isEven && groups[0]?.length === 4 && groups.length <= 5;
}
