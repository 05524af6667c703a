import "server-only";

import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { en } from "../i18n/en";
import { TIME_ZONE_COOKIE } from "../i18n/time-zone-cookie";

/** Language, clock and time zone of one request, for next-intl. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(TIME_ZONE_COOKIE)?.value ?? "";
  return {
    locale: "en",
    messages: en,
    now: new Date(),
    timeZone: isTimeZone(chosen) ? chosen : "UTC",
  };
});

function isTimeZone(name: string): boolean {
  if (name.length === 0 || name.length > 64) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
