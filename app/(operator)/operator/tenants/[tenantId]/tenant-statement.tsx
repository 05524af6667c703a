"use client";

import { usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { StatementTable } from "@/components/credits/statement-table";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { EntryActions } from "./entry-actions";

const PAGE = 25;

interface TenantStatementProps {
  tenantId: Id<"tenants">;
}

/** The ledger of the business; bookings are taken back and messages refunded here. */
export function TenantStatement({ tenantId }: TenantStatementProps) {
  const t = useTranslations("operator.statement");
  const common = useTranslations("common");
  const { results, status, loadMore } = usePaginatedQuery(
    api.operators.tenant.statement,
    { tenantId },
    { initialNumItems: PAGE },
  );
  const undone = new Set(results.map((line) => line.undoes));
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      {results.length > 0 ? (
        <StatementTable
          caption={t("title")}
          lines={results}
          reference={(line) => (
            <EntryActions
              tenantId={tenantId}
              line={line}
              isUndone={undone.has(line.sequence)}
            />
          )}
        />
      ) : (
        status === "Exhausted" && <EmptyState title={t("empty")} />
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
