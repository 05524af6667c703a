"use client";

import { useQuery } from "convex/react";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

/** Follows a checkout that was just asked for and goes to its page once there is one. */
export function CheckoutProgress({
  checkoutId,
}: {
  checkoutId: Id<"checkouts">;
}) {
  const t = useTranslations("payments");
  const checkout = useQuery(api.payments.checkouts.get, { checkoutId });
  const url = checkout?.status === "open" ? checkout.url : null;
  useEffect(() => {
    if (url !== null) window.location.assign(url);
  }, [url]);
  if (checkout === undefined) return <Said text={t("progress.requested")} />;
  switch (checkout.status) {
    case "requested":
      return <Said text={t("progress.requested")} />;
    case "open":
      return (
        <Said text={t("progress.open")}>
          {url !== null && (
            <Button asChild size="sm">
              <a href={url}>
                {t("progress.go")}
                <ExternalLink aria-hidden="true" />
              </a>
            </Button>
          )}
        </Said>
      );
    case "failed":
      return (
        <Said
          text={t("progress.failed", {
            why: t(`failures.${checkout.failure ?? "malformed"}`),
          })}
        />
      );
    case "expired":
    case "abandoned":
      return <Said text={t(`list.states.${checkout.status}`)} />;
    case "paid":
      return <Said text={t("progress.paid", { count: checkout.credits })} />;
  }
}

/** One sentence about a payment, announced when it changes. */
export function Said({
  text,
  children,
}: {
  text: string;
  children?: ReactNode;
}) {
  return (
    <Card
      aria-live="polite"
      className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm"
    >
      <p className="min-w-0">{text}</p>
      {children}
    </Card>
  );
}
