"use client";

import { useEffect } from "react";
import { isTaken, KeyReader, strokeOf } from "./keys";
import { listShortcuts } from "./registry";
import { areSingleKeysOn } from "./single-keys";

/** Hears the keys of the whole page; stands in it once. */
export function ShortcutListener() {
  useEffect(() => {
    const reader = new KeyReader();
    const hear = (event: KeyboardEvent) => {
      const stroke = strokeOf(event);
      if (stroke === null || event.defaultPrevented) return;
      if (!stroke.mod && (isTaken(event.target) || !areSingleKeysOn())) return;
      run(reader.read(stroke, event.timeStamp), event);
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
  return null;
}

/** The command that appeared last wins; a sequence wins over its last key. */
function run(complete: readonly string[], event: KeyboardEvent): void {
  const known = listShortcuts();
  for (const keys of complete) {
    const shortcut = known.findLast((one) => one.keys === keys);
    if (shortcut === undefined) continue;
    event.preventDefault();
    shortcut.run(event);
    return;
  }
}
