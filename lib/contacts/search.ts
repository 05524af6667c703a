import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js";

export type { CountryCode };

const PHONE_LIKE = /^[+(]?[\d\s().\-/]{3,40}$/;

/**
 * The start of the E.164 numbers a search means, or null when it is no number.
 * A leading 0 is read as a number of `country`.
 */
export function phonePrefix(
  text: string,
  country: CountryCode | null,
): string | null {
  const trimmed = text.trim();
  if (!isPhoneLike(trimmed)) return null;
  const digits = trimmed.replace(/\D/g, "");
  if (digits.length < 3) return null;
  if (trimmed.startsWith("+")) return `+${digits}`;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  if (!digits.startsWith("0")) return `+${digits}`;
  return country === null
    ? null
    : `+${getCountryCallingCode(country)}${digits.slice(1)}`;
}

/** Whether a search is a number rather than a name. */
export function isPhoneLike(text: string): boolean {
  return PHONE_LIKE.test(text.trim());
}

/** The country of the first number that has one. */
export function countryOf(phones: readonly string[]): CountryCode | null {
  for (const phone of phones) {
    const country = parsePhoneNumberFromString(phone)?.country;
    if (country !== undefined) return country;
  }
  return null;
}

/** The ISO country a text names, or null. */
export function parseCountry(text: string): CountryCode | null {
  const code = text.trim().toUpperCase();
  return isSupportedCountry(code) ? code : null;
}
