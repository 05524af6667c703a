"use client";

import { useFormatter } from "next-intl";
import { wholeUnits } from "@/lib/payments/money";

/** Writes an amount of the smallest unit in its currency. */
export function useMoney(): (amount: number, currency: string) => string {
  const format = useFormatter();
  return (amount, currency) =>
    format.number(wholeUnits(amount, currency), {
      style: "currency",
      currency: currency.toUpperCase(),
    });
}
