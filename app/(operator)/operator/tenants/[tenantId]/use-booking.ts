"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import { wholeNumber } from "@/lib/numbers";

export interface Booking {
  credits: number;
  reason: string;
  idempotencyKey: string;
}

type Failures = { amount?: string; reason?: string; all?: string };

interface BookingForm {
  most: number;
  initial: number | undefined;
  onBook: (booking: Booking) => Promise<void>;
  onDone: () => void;
}

/**
 * The form of one booking. The key is made when the form opens and stays with
 * it, so pressing twice, or again after a lost answer, books once.
 */
export function useBooking({ most, initial, onBook, onDone }: BookingForm) {
  const t = useTranslations("operator.booking");
  const reasons = useTranslations("operator.reason");
  const errorText = useErrorText();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState(
    initial === undefined ? "" : String(initial),
  );
  const [reason, setReason] = useState("");
  const [failures, setFailures] = useState<Failures>({});
  const [busy, setBusy] = useState(false);
  const credits = wholeNumber(amount, 1, most);
  const book = async () => {
    const found: Failures = {
      ...(credits === null && { amount: t("invalid", { most }) }),
      ...(reason.trim().length < 3 && { reason: reasons("missing") }),
    };
    setFailures(found);
    if (credits === null || found.reason !== undefined) return;
    setBusy(true);
    try {
      await onBook({ credits, reason: reason.trim(), idempotencyKey });
      onDone();
    } catch (error) {
      setFailures({ all: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return {
    amount,
    setAmount,
    reason,
    setReason,
    credits,
    failures,
    busy,
    book,
  };
}
