"use client";

import { useTimeZone } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/lib/i18n/time-zone-cookie";

const YEAR_S = 365 * 24 * 3_600;

/** Tells the server the browser's time zone; the page is asked for again when it differed. */
export function TimeZone() {
  const router = useRouter();
  const known = useTimeZone();
  useEffect(() => {
    const actual = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (actual === known) return;
    document.cookie = `${TIME_ZONE_COOKIE}=${actual}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax; Secure`;
    router.refresh();
  }, [known, router]);
  return null;
}
