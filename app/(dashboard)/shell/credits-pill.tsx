"use client";

import { useQuery } from "convex/react";
import { type FunctionReturnType } from "convex/server";
import { Coins } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { daysLeft } from "@/lib/credits/days-left";
import { routes } from "@/lib/routes";
import { cn } from "@/lib/ui/cn";

const FEW_DAYS = 3;
const MANY_DAYS = 90;

const TONES = {
  plain: "hover:bg-sunken",
  short: "bg-warn-soft text-warn",
  empty: "bg-bad-soft text-bad",
} as const;

type Burn = FunctionReturnType<typeof api.credits.burn.today>;

/** What may still be spent, today's spending and how long it lasts; live. */
export function CreditsPill() {
  const burn = useQuery(api.credits.burn.today, {});
  return burn === undefined ? (
    <Skeleton className="h-5 w-24" />
  ) : (
    <Pill burn={burn} />
  );
}

function Pill({ burn }: { burn: Burn }) {
  const t = useTranslations("shell.credits");
  const format = useFormatter();
  const left = daysLeft(burn.available, burn.averagePerDay);
  const tone =
    burn.available <= 0
      ? "empty"
      : left !== null && left < FEW_DAYS
        ? "short"
        : "plain";
  const quiet = tone === "plain" && "text-muted";
  return (
    <Link
      href={routes.credits}
      className={cn(
        "inline-flex h-7 items-center gap-2 rounded-control px-2 text-[0.8125rem] whitespace-nowrap tabular-nums",
        TONES[tone],
      )}
    >
      <Coins aria-hidden="true" className="size-4 shrink-0" />
      <span className="font-medium">
        {tone === "empty" ? t("empty") : format.number(burn.available)}
        {tone !== "empty" && <span className="sr-only"> {t("unit")}</span>}
      </span>
      <span className={cn("max-sm:sr-only", quiet)}>
        {t("today", { count: burn.spentToday })}
      </span>
      <span className={cn("max-xl:sr-only", quiet)}>{daysText(left, t)}</span>
    </Link>
  );
}

function daysText(
  left: number | null,
  t: ReturnType<typeof useTranslations<"shell.credits">>,
): string {
  if (left === null) return t("daysUnknown");
  return left > MANY_DAYS ? t("daysMany") : t("days", { days: left });
}
