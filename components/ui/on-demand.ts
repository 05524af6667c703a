"use client";

import { useSyncExternalStore } from "react";

export interface OnDemand<Loaded> {
  /** Starts the fetch, once; a failed one is tried again the next time. */
  ask: () => void;
  /** What was fetched, or null until then. */
  useLoaded: () => Loaded | null;
}

/** Code that is fetched when somebody is about to need it. */
export function onDemand<Loaded>(
  fetchIt: () => Promise<Loaded>,
): OnDemand<Loaded> {
  let loaded: Loaded | null = null;
  let isAsked = false;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    fetchIt().then(
      (fetched) => {
        loaded = fetched;
        for (const listener of listeners) listener();
      },
      () => {
        isAsked = false;
      },
    );
  };
  return {
    ask,
    useLoaded: () =>
      useSyncExternalStore(
        subscribe,
        () => loaded,
        () => null,
      ),
  };
}
