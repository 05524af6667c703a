"use client";

import { useQuery } from "convex/react";
import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { api } from "@/convex/_generated/api";
import { operatorRoutes } from "@/lib/operator-routes";

const MOST = 99;

/** How many alerts wait, in the header of every page of the console. */
export function AlertMark() {
  const t = useTranslations("operator.alerts");
  const count = useQuery(api.alerts.feed.open) ?? 0;
  return (
    <Link
      href={operatorRoutes.alerts}
      aria-label={t("mark", { count })}
      className="ms-auto inline-flex h-7 min-w-14 items-center justify-end gap-1 rounded-control px-2 text-muted hover:bg-sunken hover:text-ink"
    >
      {count > 0 && (
        <span
          aria-hidden="true"
          className="rounded-md bg-bad px-1.5 text-xs font-medium text-bad-ink tabular-nums"
        >
          {count >= MOST ? t("many") : count}
        </span>
      )}
      <Bell aria-hidden="true" className="size-4" />
    </Link>
  );
}
