/**
 * Carries the browser's time zone to the server, so both write the same times. By
 * its prefix browsers take it from this host alone and only marked Secure.
 */
export const TIME_ZONE_COOKIE = "__Host-time-zone";
