"use client";

import { useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedTurnTable, type FailedTurnRow } from "./failed-turn-table";

interface FailedTurnCardProps<Row extends FailedTurnRow> {
  rows: readonly Row[];
  status: "LoadingFirstPage" | "CanLoadMore" | "LoadingMore" | "Exhausted";
  onMore: () => void;
  business?: (row: Row) => ReactNode;
  actions: (row: Row) => ReactNode;
}

/** Customers whom no model answered, page by page. */
export function FailedTurnCard<Row extends FailedTurnRow>(
  props: FailedTurnCardProps<Row>,
) {
  const { rows, status, onMore, business, actions } = props;
  const t = useTranslations("webhooks.failedTurns");
  const common = useTranslations("common");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      {status === "LoadingFirstPage" ? (
        <CardBody>
          <Skeleton className="h-8" />
        </CardBody>
      ) : rows.length === 0 ? (
        <EmptyState title={t("empty")} body={t("emptyBody")} className="py-8" />
      ) : (
        <FailedTurnTable
          rows={rows}
          actions={actions}
          {...(business !== undefined && { business })}
        />
      )}
      {status === "CanLoadMore" && (
        <div className="border-t border-line p-3 text-center">
          <Button variant="secondary" size="sm" onClick={onMore}>
            {common("loadMore")}
          </Button>
        </div>
      )}
    </Card>
  );
}
