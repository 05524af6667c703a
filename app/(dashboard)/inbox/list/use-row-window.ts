"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

interface WindowOptions {
  scroller: RefObject<HTMLElement | null>;
  count: number;
  rowPx: number;
  /** Rows kept ready on either side of what is in sight. */
  spare: number;
}

interface Shown {
  first: number;
  last: number;
}

/** Which rows of a long list of equal ones are in sight. */
export function useRowWindow(options: WindowOptions) {
  const { scroller, count, rowPx, spare } = options;
  const [shown, setShown] = useState<Shown>({ first: 0, last: -1 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const first = Math.floor(element.scrollTop / rowPx) - spare;
      const end = element.scrollTop + element.clientHeight;
      const last = Math.ceil(end / rowPx) + spare;
      setShown((before) =>
        before.first === first && before.last === last
          ? before
          : { first, last },
      );
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, rowPx, spare]);
  const reveal = (index: number) => {
    const element = scroller.current;
    if (element === null) return;
    const highest = index * rowPx;
    const lowest = highest + rowPx - element.clientHeight;
    element.scrollTo({
      top: Math.min(Math.max(element.scrollTop, lowest), highest),
    });
  };
  return {
    first: Math.max(0, shown.first),
    last: Math.min(count - 1, shown.last),
    reveal,
  };
}
