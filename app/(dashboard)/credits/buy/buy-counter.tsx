"use client";

import { useMutation } from "convex/react";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { CheckoutProgress } from "./checkout-progress";
import { type Packs, PackGrid } from "./pack-grid";
import { PaymentNote } from "./payment-note";
import { Purchases } from "./purchases";

interface BuyCounterProps {
  packs: Packs;
  cameBack: boolean;
}

/** Packs, the payment under way, and what was bought before. */
export function BuyCounter({ packs, cameBack }: BuyCounterProps) {
  const { checkoutId, busy, buy } = useCheckout();
  return (
    <>
      {checkoutId !== null ? (
        <CheckoutProgress key={checkoutId} checkoutId={checkoutId} />
      ) : (
        cameBack && <PaymentNote />
      )}
      {packs.length > 0 && (
        <PackGrid
          packs={packs}
          busy={busy}
          onBuy={(productId) => void buy(productId)}
        />
      )}
      <Purchases />
    </>
  );
}

function useCheckout() {
  const errorText = useErrorText();
  const start = useMutation(api.payments.checkouts.start);
  const [checkoutId, setCheckoutId] = useState<Id<"checkouts"> | null>(null);
  const [busy, setBusy] = useState(false);
  const buy = async (productId: string) => {
    setBusy(true);
    try {
      const { origin } = window.location;
      setCheckoutId(await start({ productId, origin }));
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { checkoutId, busy, buy };
}
