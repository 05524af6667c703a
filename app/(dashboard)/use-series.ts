"use client";

import { type Preloaded, usePreloadedQuery, useQuery } from "convex/react";
import { useState } from "react";
import { type RangeDays } from "@/components/charts/range";
import { api } from "@/convex/_generated/api";
import type { FunctionReturnType } from "convex/server";

type SeriesQuery = typeof api.analytics.overview.series;
type Series = FunctionReturnType<SeriesQuery>;

interface ChosenSeries {
  days: RangeDays;
  choose: (days: RangeDays) => void;
  /** Undefined while another range loads. */
  series: Series | undefined;
}

/** The figures of the chosen range; the address remembers the choice. */
export function useSeries(
  first: RangeDays,
  preloaded: Preloaded<SeriesQuery>,
): ChosenSeries {
  const [days, setDays] = useState(first);
  const initial = usePreloadedQuery(preloaded);
  const other = useQuery(
    api.analytics.overview.series,
    days === first ? "skip" : { days },
  );
  return {
    days,
    choose: (next) => {
      setDays(next);
      window.history.replaceState(null, "", `?days=${String(next)}`);
    },
    series: days === first ? initial : other,
  };
}
