"use client";

import { useFormatter } from "next-intl";
import { useCallback } from "react";

const MICROS = 1_000_000;

/** Says an amount of micro-USD; small ones to the tenth of a cent. */
export function useDollars(): (micros: number) => string {
  const format = useFormatter();
  return useCallback(
    (micros: number) =>
      format.number(micros / MICROS, {
        style: "currency",
        currency: "USD",
        maximumFractionDigits: micros < MICROS ? 4 : 2,
      }),
    [format],
  );
}
