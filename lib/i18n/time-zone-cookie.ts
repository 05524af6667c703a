/** Carries the browser's time zone to the server, so both write the same times. */
export const TIME_ZONE_COOKIE = "time-zone";
