"use client";

import { usePaginatedQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useEffect, useMemo } from "react";
import { api } from "@/convex/_generated/api";
import {
  type BusinessSpend,
  byBusiness,
  byDay,
  type DaySpend,
  type Spent,
  sumSpend,
} from "@/lib/assistant/spend";

const PAGE = 500;

export type SpendRow = FunctionReturnType<
  typeof api.operators.usage.days
>["page"][number];

export interface Spend {
  /** Whether every row of the days is in the sums. */
  isComplete: boolean;
  isLoading: boolean;
  total: Spent;
  days: ReadonlyMap<string, DaySpend>;
  businesses: BusinessSpend<SpendRow>[];
}

/** Every row of these days, read to the end, so that the sums are of all of them. */
export function useSpend(from: string, to: string): Spend {
  const { results, status, loadMore } = usePaginatedQuery(
    api.operators.usage.days,
    { from, to },
    { initialNumItems: PAGE },
  );
  useEffect(() => {
    if (status === "CanLoadMore") loadMore(PAGE);
  }, [status, loadMore]);
  const sums = useMemo(
    () => ({
      total: sumSpend(results),
      days: byDay(results),
      businesses: byBusiness(results),
    }),
    [results],
  );
  return {
    ...sums,
    isLoading: status === "LoadingFirstPage",
    isComplete: status === "Exhausted",
  };
}
