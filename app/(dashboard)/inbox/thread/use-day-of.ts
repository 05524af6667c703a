"use client";

import { useTimeZone } from "next-intl";
import { useCallback } from "react";
import { dayOf, type Day } from "@/lib/analytics/days";

/** Every time zone's days begin at a quarter of an hour. */
const QUARTER_MS = 15 * 60_000;
const MOST_KNOWN = 20_000;

const known = new Map<string, Day>();

function dayIn(timeZone: string, at: number): Day {
  const key = `${timeZone} ${Math.floor(at / QUARTER_MS)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const day = dayOf(at, timeZone);
  known.set(key, day);
  return day;
}

/** On which day something was, where the reader is: the same on the server as in the browser. */
export function useDayOf(): (at: number) => Day {
  const timeZone = useTimeZone() ?? "UTC";
  return useCallback((at: number) => dayIn(timeZone, at), [timeZone]);
}
