"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { hrefOf, parseAddress, type InboxAddress } from "./address";

export type Go = (
  change: Partial<InboxAddress>,
  how?: "push" | "replace",
) => void;

/**
 * The address, and how to change it. Changes stay in the browser: the panes
 * live in the layout, so moving between conversations never waits for a page.
 */
export function useInboxAddress(): {
  address: InboxAddress;
  go: Go;
  hrefFor: (change: Partial<InboxAddress>) => string;
} {
  const pathname = usePathname();
  const params = useSearchParams();
  const address = useMemo(
    () => parseAddress(pathname, new URLSearchParams(params)),
    [pathname, params],
  );
  const hrefFor = useCallback(
    (change: Partial<InboxAddress>) => hrefOf({ ...address, ...change }),
    [address],
  );
  const go: Go = useCallback(
    (change, how = "push") => {
      const href = hrefFor(change);
      if (how === "push") window.history.pushState(null, "", href);
      else window.history.replaceState(null, "", href);
    },
    [hrefFor],
  );
  return { address, go, hrefFor };
}
