"use client";

import { useSyncExternalStore } from "react";

const STEP_MS = 1_000;

function subscribe(tick: () => void): () => void {
  const timer = setInterval(tick, STEP_MS);
  return () => clearInterval(timer);
}

function now(): number {
  return Math.floor(Date.now() / STEP_MS) * STEP_MS;
}

/** The time, moving once a second. Use it in small leaves only. */
export function useClock(): number {
  return useSyncExternalStore(subscribe, now, () => 0);
}

/** Whether `until` lies ahead; renders again only when that changes. */
export function useIsAhead(until: number | null): boolean {
  return useSyncExternalStore(
    subscribe,
    () => until !== null && until > Date.now(),
    () => false,
  );
}
