"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { api } from "@/convex/_generated/api";
import { PRICES, type PricedKind } from "@/lib/credits/prices";
import { routes } from "@/lib/routes";

const KINDS = Object.keys(PRICES) as PricedKind[];

/** What one message costs. */
export function PriceCard() {
  const t = useTranslations("credits.prices");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody>
        <dl className="divide-y divide-line text-sm">
          {KINDS.map((kind) => (
            <div key={kind} className="flex justify-between gap-4 py-1.5">
              <dt>{t(kind)}</dt>
              <dd className="font-medium tabular-nums">
                {t("price", { count: PRICES[kind] })}
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-[0.8125rem] leading-relaxed text-muted">
          {t("explained")} <HowToTopUp />
        </p>
      </CardBody>
    </Card>
  );
}

/** Nothing until it is known whether credits are sold here. */
function HowToTopUp() {
  const t = useTranslations("credits.prices");
  const packs = useQuery(api.payments.packs.list);
  if (packs === undefined) return null;
  if (packs.length === 0) return t("writeToOperator");
  return t.rich("buyHere", {
    link: (text) => (
      <Link
        href={routes.buyCredits}
        className="text-accent underline underline-offset-2"
      >
        {text}
      </Link>
    ),
  });
}
