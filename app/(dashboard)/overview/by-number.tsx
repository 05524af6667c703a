"use client";

import { useQuery } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { type RangeDays } from "@/components/charts/range";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";

const FIGURES = [
  "inbound",
  "aiAnswers",
  "humanAnswers",
  "failed",
  "spent",
] as const;

/** What happened on each number in the chosen days. */
export function ByNumber({ days }: { days: RangeDays }) {
  const t = useTranslations("overview.byNumber");
  const format = useFormatter();
  const totals = useQuery(api.analytics.numbers.totals, { days });
  if (totals === undefined) return <Skeleton className="h-32 w-full" />;
  if (totals.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <Table>
        <TableCaption>{t("caption", { days })}</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>{t("number")}</TableHead>
            {FIGURES.map((figure) => (
              <TableHead key={figure} className="text-end">
                {t(figure)}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {totals.map((number) => (
            <TableRow key={number.instanceId}>
              <TableCell className="max-w-48 truncate">
                <Link href={routes.instances} className="hover:underline">
                  {number.label}
                </Link>
              </TableCell>
              {FIGURES.map((figure) => (
                <TableCell key={figure} className="text-end tabular-nums">
                  {format.number(number[figure])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
