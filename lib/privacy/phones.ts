import { parsePhoneNumberFromString } from "libphonenumber-js";
import { wordsOf } from "../text/fold";
import type { Window } from "./number-runs";

const CUE_WORDS: ReadonlySet<string> = new Set(
  (
    "phone phones tel telephone telefon telefone telefono telefoon cell cellphone " +
    "celular cel mobile movil movel handy gsm whatsapp whats zap wpp fone call " +
    "ring text sms contact contacto contato ligar ligue liga llama llamame " +
    "llamar appelle appelez appeler anrufen ruf bel chiama rufnummer " +
    "handynummer telefonnummer numara телефон номер позвоните هاتف رقم جوال " +
    "फोन मोबाइल नंबर simu namba nambari inombolo nomor hp"
  ).split(" "),
);
const CUE_REACH_CHARS = 32;
const CUE_REACH_WORDS = 4;

// National forms with separators, by the lengths of their groups. The first
// digit must be one of these.
const GROUPINGS: ReadonlyMap<string, string> = new Map([
  ["3-3-4", "23456789"],
  ["1-3-3-4", "1"],
  ["2-5-4", "123456789"],
  ["2-1-4-4", "123456789"],
  ["2-4-4", "123456789"],
  ["5-5", "6789"],
  ["3-3-3", "56789"],
  ["3-2-2-2", "6789"],
]);

/**
 * Whether a number is somebody's phone. International forms always are; others
 * only when nothing marks them as a date, a price or an order number, and they
 * look like a national form, are valid with a country code, or a word before
 * them says so.
 */
export function isPhone(
  window: Window,
  shadow: string,
  isProtected: boolean,
): boolean {
  const { digits, raw } = window;
  if (digits.length < 7 || digits.length > 17) return false;
  if (raw.startsWith("+") || raw.startsWith("(+")) {
    return digits.length >= 8 && digits.length <= 15;
  }
  if (isProtected) return false;
  if (/^00[1-9]/.test(digits)) return isPossible(digits.slice(2));
  if (digits.length > 15) return false;
  return (
    isNationalForm(window) ||
    (digits.length >= 11 && isValid(digits)) ||
    hasCue(shadow, window.start)
  );
}

function isNationalForm({ digits, raw, groups }: Window): boolean {
  if (/^0[1-9]\d{7,10}$/.test(digits)) return true;
  if (/^\(\d{2,4}\)/.test(raw)) return digits.length >= 8;
  if (groups.length === 1) {
    // Mobile numbers as India and Brazil write them, in one piece.
    return /^[6-9]\d{9}$/.test(digits) || /^[1-9]{2}9\d{8}$/.test(digits);
  }
  const firstDigits = GROUPINGS.get(groups.map((g) => g.length).join("-"));
  const isRoundAmount = groups.length === 3 && /000$/.test(digits);
  return (
    firstDigits !== undefined &&
    firstDigits.includes(digits.charAt(0)) &&
    !isRoundAmount
  );
}

function hasCue(shadow: string, start: number): boolean {
  const before = shadow.slice(Math.max(0, start - CUE_REACH_CHARS), start);
  return wordsOf(before)
    .slice(-CUE_REACH_WORDS)
    .some((word) => CUE_WORDS.has(word));
}

function isPossible(digits: string): boolean {
  return parsePhoneNumberFromString(`+${digits}`)?.isPossible() === true;
}

function isValid(digits: string): boolean {
  return parsePhoneNumberFromString(`+${digits}`)?.isValid() === true;
}
