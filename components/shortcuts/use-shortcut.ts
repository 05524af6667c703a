"use client";

import { useEffect, useEffectEvent } from "react";
import { register } from "./registry";

export interface ShortcutOptions {
  /** Headline in the sheet; without one it stands under "This page". */
  group?: string;
  enabled?: boolean;
}

/**
 * Runs `handler` on a key ("j", "escape"), with ⌘ or Ctrl ("mod+k") or after
 * another key ("g i"), but not while someone types or a layer is open. The
 * `label` stands in the sheet that `?` opens.
 */
export function useShortcut(
  keys: string,
  label: string,
  handler: (event: KeyboardEvent) => void,
  { group = "", enabled = true }: ShortcutOptions = {},
): void {
  const run = useEffectEvent(handler);
  useEffect(() => {
    if (!enabled) return;
    return register({ keys, label, group, run: (event) => run(event) });
  }, [keys, label, group, enabled]);
}
