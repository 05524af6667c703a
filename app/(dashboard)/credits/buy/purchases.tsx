"use client";

import { usePaginatedQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { ShoppingCart } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "@/components/payments/use-money";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
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

const PAGE = 20;

type Purchase = FunctionReturnType<
  typeof api.payments.checkouts.list
>["page"][number];

/** What the business bought or meant to, live. */
export function Purchases() {
  const t = useTranslations("payments.list");
  const common = useTranslations("common");
  const { results, status, loadMore } = usePaginatedQuery(
    api.payments.checkouts.list,
    {},
    { initialNumItems: PAGE },
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      {status === "LoadingFirstPage" ? (
        <div className="flex flex-col gap-3 p-4">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : results.length === 0 ? (
        <EmptyState
          icon={<ShoppingCart />}
          title={t("empty")}
          body={t("emptyBody")}
        />
      ) : (
        <PurchaseTable purchases={results} />
      )}
      {status === "CanLoadMore" && (
        <div className="border-t border-line p-3 text-center">
          <Button variant="secondary" size="sm" onClick={() => loadMore(PAGE)}>
            {common("loadMore")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function PurchaseTable({ purchases }: { purchases: readonly Purchase[] }) {
  const t = useTranslations("payments.list");
  return (
    <Table>
      <TableCaption>{t("title")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("when")}</TableHead>
          <TableHead className="text-end">{t("credits")}</TableHead>
          <TableHead className="text-end">{t("price")}</TableHead>
          <TableHead>{t("state")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {purchases.map((purchase) => (
          <PurchaseRow key={purchase.id} purchase={purchase} />
        ))}
      </TableBody>
    </Table>
  );
}

function PurchaseRow({ purchase }: { purchase: Purchase }) {
  const format = useFormatter();
  const money = useMoney();
  return (
    <TableRow>
      <TableCell className="text-muted sm:whitespace-nowrap">
        {format.dateTime(new Date(purchase.createdAt), {
          dateStyle: "medium",
          timeStyle: "short",
        })}
      </TableCell>
      <TableCell className="text-end tabular-nums">
        {format.number(purchase.credits)}
      </TableCell>
      <TableCell className="text-end whitespace-nowrap tabular-nums">
        {money(purchase.amount, purchase.currency)}
      </TableCell>
      <TableCell>
        <PurchaseState purchase={purchase} />
      </TableCell>
    </TableRow>
  );
}

const TONES: Partial<Record<string, Tone>> = {
  paid: "good",
  granted: "good",
  failed: "bad",
  review: "warn",
  partly_refunded: "warn",
};

function PurchaseState({ purchase }: { purchase: Purchase }) {
  const t = useTranslations("payments");
  const { order, status, failure, url } = purchase;
  const state = order?.state ?? status;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge tone={TONES[state] ?? "neutral"}>
        {t(`list.states.${state}`)}
      </Badge>
      {failure !== null && (
        <span className="text-[0.8125rem] text-muted">
          {t(`failures.${failure}`)}
        </span>
      )}
      {url !== null && order === null && (
        <a
          href={url}
          className="inline-flex min-h-6 items-center text-[0.8125rem] text-accent underline-offset-2 hover:underline"
        >
          {t("progress.go")}
        </a>
      )}
      {order !== null && order.taken > 0 && (
        <span className="text-[0.8125rem] text-muted">
          {t("list.taken", { count: order.taken })}
        </span>
      )}
      {order !== null && order.owed > 0 && (
        <span className="text-[0.8125rem] text-muted">
          {t("list.owed", { count: order.owed })}
        </span>
      )}
    </span>
  );
}
