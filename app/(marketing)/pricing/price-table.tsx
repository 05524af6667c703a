import { useTranslations } from "next-intl";
import { type PricedKind } from "@/lib/credits/prices";

interface PriceTableProps {
  prices: Readonly<Record<PricedKind, number>>;
}

const KINDS: readonly PricedKind[] = ["text", "media", "voice"];

export function PriceTable({ prices }: PriceTableProps) {
  const t = useTranslations("marketing.pricing");
  return (
    <div className="overflow-hidden rounded-2xl border border-line bg-surface">
      <table className="w-full text-[0.9375rem]">
        <caption className="sr-only">{t("priceList")}</caption>
        <thead className="border-b border-line text-start text-sm text-muted">
          <tr>
            <th scope="col" className="px-5 py-3 text-start font-medium">
              {t("kind")}
            </th>
            <th scope="col" className="px-5 py-3 text-end font-medium">
              {t("price")}
            </th>
          </tr>
        </thead>
        <tbody>
          {KINDS.map((kind) => (
            <tr key={kind} className="border-line not-last:border-b">
              <th scope="row" className="px-5 py-4 text-start font-normal">
                <span className="block font-medium">{t(`kinds.${kind}`)}</span>
                <span className="text-sm text-muted">
                  {t(`kindHints.${kind}`)}
                </span>
              </th>
              <td className="px-5 py-4 text-end font-semibold whitespace-nowrap tabular-nums">
                {t("credits", { count: prices[kind] })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
