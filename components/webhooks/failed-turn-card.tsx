"use client";

import { useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { DetailSelect } from "./detail-select";
import { FailedTurnTable, type FailedTurnRow } from "./failed-turn-table";

interface FailedTurnCardProps<Row extends FailedTurnRow> {
  rows: readonly Row[];
  status: "LoadingFirstPage" | "CanLoadMore" | "LoadingMore" | "Exhausted";
  onMore: () => void;
  /** The reason they are kept to; null takes all. */
  detail: string | null;
  onDetail: (detail: string | null) => void;
  /** Tries all of them again; null: there is nothing to try and nothing was. */
  bar: ReactNode;
  business?: (row: Row) => ReactNode;
  actions: (row: Row) => ReactNode;
}

/** Customers whom no model answered, page by page. */
export function FailedTurnCard<Row extends FailedTurnRow>(
  props: FailedTurnCardProps<Row>,
) {
  const { rows, status, detail } = props;
  const t = useTranslations("webhooks.failedTurns");
  const common = useTranslations("common");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        {(rows.length > 0 || detail !== null) && (
          <DetailSelect
            details={rows.map((row) => row.detail)}
            value={detail}
            onChange={props.onDetail}
          />
        )}
      </CardHeader>
      {props.bar !== null && (
        <div className="border-b border-line">{props.bar}</div>
      )}
      <Rows {...props} />
      {status === "CanLoadMore" && (
        <div className="border-t border-line p-3 text-center">
          <Button variant="secondary" size="sm" onClick={props.onMore}>
            {common("loadMore")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Rows<Row extends FailedTurnRow>({
  rows,
  status,
  business,
  actions,
}: FailedTurnCardProps<Row>) {
  const t = useTranslations("webhooks.failedTurns");
  if (status === "LoadingFirstPage") {
    return (
      <CardBody>
        <Skeleton className="h-8" />
      </CardBody>
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState title={t("empty")} body={t("emptyBody")} className="py-8" />
    );
  }
  return (
    <FailedTurnTable
      rows={rows}
      actions={actions}
      {...(business !== undefined && { business })}
    />
  );
}
