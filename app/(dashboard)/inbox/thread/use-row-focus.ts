"use client";

import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { useRef, type FocusEvent } from "react";

/** Keeps the row that has the focus in the document, however far the list scrolls. */
export function useRowFocus(indexOfKey: (key: string) => number) {
  const focused = useRef<string | null>(null);
  return {
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const row = event.target.closest<HTMLElement>("[data-row]");
      focused.current = row?.dataset["row"] ?? null;
    },
    onBlur: () => {
      focused.current = null;
    },
    rangeExtractor: (range: Range): number[] => {
      const shown = defaultRangeExtractor(range);
      const index = focused.current === null ? -1 : indexOfKey(focused.current);
      if (index === -1 || shown.includes(index)) return shown;
      return [...shown, index].sort((a, b) => a - b);
    },
  };
}
