"use client";

import { useSyncExternalStore } from "react";

function subscribe(tick: () => void): () => void {
  const timer = setInterval(tick, 1_000);
  return () => clearInterval(timer);
}

/** The time, in whole seconds as ms, moving once a second. */
export function useSecond(): number {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / 1_000) * 1_000,
    () => 0,
  );
}
