"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { api } from "@/convex/_generated/api";
import { Said } from "./checkout-progress";

const NEWEST = { paginationOpts: { numItems: 1, cursor: null } };

/** What became of the newest payment, for a buyer whom Polar sent back; only Polar's webhook says it is paid. */
export function PaymentNote() {
  const t = useTranslations("payments.progress");
  const newest = useQuery(api.payments.checkouts.list, NEWEST)?.page[0];
  if (newest?.status === "open") return <Said text={t("waiting")} />;
  if (newest?.order?.state === "granted") {
    return <Said text={t("paid", { count: newest.credits })} />;
  }
  return null;
}
