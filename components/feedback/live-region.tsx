"use client";

import { useSyncExternalStore } from "react";

let text = "";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Has a sentence read out when the reader is free. */
export function announce(sentence: string): void {
  // The same sentence twice is read twice only when the text differs.
  text = sentence === text ? `${sentence}\u00a0` : sentence;
  for (const listener of listeners) listener();
}

/** Stands in the page once. */
export function LiveRegion() {
  const spoken = useSyncExternalStore(
    subscribe,
    () => text,
    () => "",
  );
  return (
    <div aria-live="polite" role="status" className="sr-only">
      {spoken}
    </div>
  );
}
