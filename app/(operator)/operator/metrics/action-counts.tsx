"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useActionName } from "@/components/audit/use-names";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";

interface ActionCountsProps {
  actions: readonly { action: string; count: number }[];
}

/** How often each event happened. */
export function ActionCounts({ actions }: ActionCountsProps) {
  const t = useTranslations("operator.metrics");
  const format = useFormatter();
  const actionName = useActionName();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("actions")}</CardTitle>
      </CardHeader>
      {actions.length === 0 ? (
        <p className="p-4 text-sm text-muted">{t("noActions")}</p>
      ) : (
        <Table>
          <TableCaption>{t("actions")}</TableCaption>
          <TableHeader>
            <TableRow>
              <TableHead>{t("action")}</TableHead>
              <TableHead className="text-end">{t("times")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {actions.map(({ action, count }) => (
              <TableRow key={action}>
                <TableCell>
                  <span className="block">{actionName(action)}</span>
                  <code className="text-xs text-muted">{action}</code>
                </TableCell>
                <TableCell className="text-end tabular-nums">
                  {format.number(count)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
