import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { PRICES, type PricedKind } from "@/lib/credits/prices";

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
          {t("explained")}
        </p>
      </CardBody>
    </Card>
  );
}
