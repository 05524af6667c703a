"use client";

import { useQuery } from "convex/react";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";

/** The way to the packs; nothing where none are sold. */
export function BuyLink() {
  const t = useTranslations("credits");
  const packs = useQuery(api.payments.packs.list, {});
  if (packs === undefined || packs.length === 0) return null;
  return (
    <Button asChild>
      <Link href={routes.buyCredits}>
        <Plus aria-hidden="true" />
        {t("buy")}
      </Link>
    </Button>
  );
}
