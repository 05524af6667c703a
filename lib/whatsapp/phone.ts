import {
  parsePhoneNumberFromString,
  type CountryCode,
} from "libphonenumber-js";

/**
 * The E.164 form of a phone number as people write it, `00` prefixes included;
 * null when it is no possible number. Without a default country only
 * international forms are understood. Source: libphonenumber metadata.
 */
export function normalizePhone(
  text: string,
  defaultCountry?: CountryCode,
): string | null {
  if (text.length > 64) return null;
  const international = text.trim().replace(/^00(?=\d)/, "+");
  const number =
    defaultCountry === undefined
      ? parsePhoneNumberFromString(international)
      : parsePhoneNumberFromString(international, defaultCountry);
  return number?.isPossible() === true ? number.number : null;
}
