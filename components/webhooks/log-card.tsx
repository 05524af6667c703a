import { Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { LogTable } from "./log-table";
import type { LogRow } from "./types";

interface LogCardProps<Row extends LogRow> {
  /** Undefined while it is loading. */
  page: { rows: Row[]; nextBefore: number | null } | undefined;
  filters: ReactNode;
  isFiltered: boolean;
  /** Where the page begins; null at the newest. */
  before: number | null;
  onMove: (before: number | null) => void;
  hasNumbers: boolean;
  business?: (row: Row) => ReactNode;
  actions: (row: Row) => ReactNode;
}

/** One page of the log; going further back replaces it. */
export function LogCard<Row extends LogRow>(props: LogCardProps<Row>) {
  const t = useTranslations("webhooks.log");
  const { page, before, onMove } = props;
  const older = page?.nextBefore ?? null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("caption")}</CardTitle>
        {props.filters}
      </CardHeader>
      <Rows {...props} />
      {(before !== null || older !== null) && (
        <div className="flex justify-center gap-2 border-t border-line p-3">
          <Button
            variant="secondary"
            size="sm"
            disabled={before === null}
            onClick={() => onMove(null)}
          >
            {t("newest")}
          </Button>
          <Button
            variant="secondary"
            size="sm"
            disabled={older === null}
            onClick={() => onMove(older)}
          >
            {t("older")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Rows<Row extends LogRow>({
  page,
  isFiltered,
  hasNumbers,
  business,
  actions,
}: LogCardProps<Row>) {
  const t = useTranslations("webhooks.log");
  if (page === undefined) {
    return (
      <div className="flex flex-col gap-3 p-4">
        <Skeleton className="h-8" />
        <Skeleton className="h-8" />
        <Skeleton className="h-8" />
      </div>
    );
  }
  if (page.rows.length > 0) {
    return (
      <LogTable
        rows={page.rows}
        hasNumbers={hasNumbers}
        actions={actions}
        {...(business !== undefined && { business })}
      />
    );
  }
  if (page.nextBefore !== null) return <EmptyState title={t("passedOver")} />;
  return (
    <EmptyState
      icon={<Webhook />}
      title={isFiltered ? t("emptyFiltered") : t("empty")}
      body={isFiltered ? undefined : t("emptyBody")}
    />
  );
}
