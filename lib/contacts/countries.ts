import { getCountries, getCountryCallingCode } from "libphonenumber-js";

export type Country = { code: string; name: string; callingCode: string };

/** The countries with phone numbers, by their names in `locale`. */
export function listCountries(locale: string): Country[] {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  return getCountries()
    .map((code) => ({
      code,
      name: names.of(code) ?? code,
      callingCode: getCountryCallingCode(code),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}
