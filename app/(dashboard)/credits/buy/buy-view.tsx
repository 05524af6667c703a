"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { ArrowLeft, Wallet } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { useSession } from "../../session";
import { BuyCounter } from "./buy-counter";
import { PackGrid } from "./pack-grid";

interface BuyViewProps {
  packs: Preloaded<typeof api.payments.packs.list>;
  balance: Preloaded<typeof api.credits.ledger.balance>;
  /** Polar sent the buyer here after paying. */
  cameBack: boolean;
}

export function BuyView(props: BuyViewProps) {
  const t = useTranslations("payments");
  const packs = usePreloadedQuery(props.packs);
  const { available } = usePreloadedQuery(props.balance);
  const may = useSession().can("manage_tenant");
  return (
    <>
      <PageHeader
        title={t("title")}
        {...(packs.length > 0 && { description: t("description") })}
        actions={
          <Button asChild variant="secondary" size="sm">
            <Link href={routes.credits}>
              <ArrowLeft aria-hidden="true" />
              {t("back")}
            </Link>
          </Button>
        }
      />
      <p className="text-sm font-medium tabular-nums" aria-live="polite">
        {t("available", { count: available })}
      </p>
      {packs.length === 0 && (
        <Card>
          <EmptyState
            icon={<Wallet />}
            title={t("off.title")}
            body={t("off.body")}
          />
        </Card>
      )}
      {packs.length > 0 && !may && <PackGrid packs={packs} onBuy={null} />}
      {may && <BuyCounter packs={packs} cameBack={props.cameBack} />}
    </>
  );
}
