import { useTranslations } from "next-intl";
import { type ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useRetryText } from "./use-retry-text";

export interface FailedTurnRow {
  id: string;
  at: number;
  detail: string;
  outcome: string | null;
  isWaiting: boolean;
}

interface FailedTurnTableProps<Row extends FailedTurnRow> {
  rows: readonly Row[];
  business?: (row: Row) => ReactNode;
  actions: (row: Row) => ReactNode;
}

export function FailedTurnTable<Row extends FailedTurnRow>(
  props: FailedTurnTableProps<Row>,
) {
  const { rows, business, actions } = props;
  const t = useTranslations("webhooks.failedTurns");
  const retryText = useRetryText();
  return (
    <Table>
      <TableCaption>{t("caption")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("when")}</TableHead>
          {business !== undefined && <TableHead>{t("business")}</TableHead>}
          <TableHead className="max-sm:hidden">{t("why")}</TableHead>
          <TableHead>{t("state")}</TableHead>
          <TableHead>
            <span className="sr-only">{t("actions")}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell className="whitespace-nowrap text-muted">
              <RelativeTime at={row.at} length="short" />
            </TableCell>
            {business !== undefined && <TableCell>{business(row)}</TableCell>}
            <TableCell className="text-muted max-sm:hidden">
              {row.detail}
            </TableCell>
            <TableCell>
              <Badge tone={row.isWaiting ? "warn" : "neutral"}>
                {row.isWaiting ? t("waiting") : t("handled")}
              </Badge>
              {row.outcome !== null && (
                <span className="mt-0.5 block text-xs text-muted">
                  {retryText(row.outcome)}
                </span>
              )}
            </TableCell>
            <TableCell className="text-end">{actions(row)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
