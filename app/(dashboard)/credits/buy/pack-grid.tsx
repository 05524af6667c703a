"use client";

import type { FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import { useMoney } from "@/components/payments/use-money";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { api } from "@/convex/_generated/api";

export type Packs = FunctionReturnType<typeof api.payments.packs.list>;

interface PackGridProps {
  packs: Packs;
  /** Null where the role may not buy. */
  onBuy: ((productId: string) => void) | null;
  busy?: boolean;
}

export function PackGrid({ packs, onBuy, busy = false }: PackGridProps) {
  const t = useTranslations("payments.packs");
  const common = useTranslations("common");
  return (
    <section aria-label={t("label")} className="flex flex-col gap-3">
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {packs.map((pack) => (
          <li key={pack.productId}>
            <PackCard pack={pack} onBuy={onBuy} busy={busy} />
          </li>
        ))}
      </ul>
      <p className="text-[0.8125rem] text-muted">
        {onBuy === null ? common("permissionNeeded.manage_tenant") : t("tax")}
      </p>
    </section>
  );
}

interface PackCardProps {
  pack: Packs[number];
  onBuy: ((productId: string) => void) | null;
  busy: boolean;
}

function PackCard({ pack, onBuy, busy }: PackCardProps) {
  const t = useTranslations("payments.packs");
  const money = useMoney();
  const price = money(pack.amount, pack.currency);
  const each = money(
    Math.round((pack.amount * 100) / pack.credits),
    pack.currency,
  );
  return (
    <Card className="flex h-full flex-col gap-4 p-4">
      <div>
        <h2 className="text-sm font-semibold">
          {t("credits", { count: pack.credits })}
        </h2>
        <p className="mt-1 text-2xl font-semibold tracking-tight tabular-nums">
          {price}
        </p>
        <p className="mt-0.5 text-[0.8125rem] text-muted tabular-nums">
          {t("each", { price: each })}
        </p>
      </div>
      <Button
        className="mt-auto self-start"
        disabled={onBuy === null || busy}
        aria-label={t("buyLabel", { count: pack.credits, price })}
        onClick={() => onBuy?.(pack.productId)}
      >
        {t("buy")}
      </Button>
    </Card>
  );
}
