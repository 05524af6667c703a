"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import {
  type ContactFilter,
  readFilter,
  writeFilter,
} from "@/lib/contacts/filter";

/** The filter in the address, and how to change it. */
export function useContactFilter(): {
  filter: ContactFilter;
  setFilter: (filter: ContactFilter) => void;
} {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const filter = useMemo(
    () => readFilter(new URLSearchParams(params)),
    [params],
  );
  const setFilter = useCallback(
    (next: ContactFilter) =>
      router.replace(`${pathname}${writeFilter(next)}`, { scroll: false }),
    [router, pathname],
  );
  return { filter, setFilter };
}
