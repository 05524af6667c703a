"use client";

import { Bot } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
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
import { operatorRoutes } from "@/lib/operator-routes";
import { useDollars } from "./use-dollars";
import type { Spend } from "./use-spend";

/** The businesses of the days, the most expensive first. */
export function SpendTable({ spend }: { spend: Spend }) {
  const t = useTranslations("operator.usage");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("byBusiness")}</CardTitle>
      </CardHeader>
      {spend.isLoading ? (
        <div className="p-4">
          <Skeleton className="h-24" />
        </div>
      ) : spend.businesses.length === 0 ? (
        <EmptyState icon={<Bot />} title={t("empty")} />
      ) : (
        <Table>
          <TableCaption>{t("byBusiness")}</TableCaption>
          <TableHeader>
            <TableRow>
              <TableHead>{t("business")}</TableHead>
              <TableHead className="text-end">{t("cost")}</TableHead>
              <TableHead className="text-end max-sm:hidden">
                {t("budget")}
              </TableHead>
              <TableHead className="text-end">{t("runs")}</TableHead>
              <TableHead className="text-end max-sm:hidden">
                {t("failed")}
              </TableHead>
              <TableHead className="text-end max-md:hidden">
                {t("promptTokens")}
              </TableHead>
              <TableHead className="text-end max-md:hidden">
                {t("answerTokens")}
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {spend.businesses.map((business) => (
              <BusinessRow key={business.key} business={business} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function BusinessRow({ business }: { business: Spend["businesses"][number] }) {
  const t = useTranslations("operator.usage");
  const format = useFormatter();
  const dollars = useDollars();
  const { first, spent, daysAtBudget } = business;
  const budget = first.dailyBudgetMicros;
  return (
    <TableRow>
      <TableCell className="max-w-56">
        <Link
          href={operatorRoutes.tenant(first.tenantId)}
          className="block truncate py-0.5 font-medium underline-offset-2 hover:underline"
        >
          {first.name ?? t("gone")}
        </Link>
      </TableCell>
      <TableCell className="text-end tabular-nums">
        {dollars(spent.costMicros)}
      </TableCell>
      <TableCell className="text-end whitespace-nowrap tabular-nums max-sm:hidden">
        {daysAtBudget > 0 && (
          <Badge tone="warn" className="me-2">
            {t("daysAtBudget", { count: daysAtBudget })}
          </Badge>
        )}
        {budget === null ? "–" : dollars(budget)}
      </TableCell>
      <TableCell className="text-end tabular-nums">
        {format.number(spent.runs)}
      </TableCell>
      <TableCell className="text-end tabular-nums max-sm:hidden">
        {spent.failures === 0 ? (
          0
        ) : (
          <Badge tone="bad">{format.number(spent.failures)}</Badge>
        )}
      </TableCell>
      <TableCell className="text-end tabular-nums max-md:hidden">
        {format.number(spent.promptTokens)}
      </TableCell>
      <TableCell className="text-end tabular-nums max-md:hidden">
        {format.number(spent.answerTokens)}
      </TableCell>
    </TableRow>
  );
}
