import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/client-messages";
import { api } from "@/convex/_generated/api";
import { preload } from "@/lib/server/convex";
import { BuyView } from "./buy-view";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payments");
  return { title: t("title") };
}

interface BuyPageProps {
  searchParams: Promise<{ paid?: string | string[] }>;
}

export default async function BuyPage({ searchParams }: BuyPageProps) {
  const { paid } = await searchParams;
  const [packs, balance] = await Promise.all([
    preload(api.payments.packs.list, {}),
    preload(api.credits.ledger.balance, {}),
  ]);
  return (
    <ClientMessages areas={["payments"]}>
      <BuyView packs={packs} balance={balance} cameBack={paid === "1"} />
    </ClientMessages>
  );
}
