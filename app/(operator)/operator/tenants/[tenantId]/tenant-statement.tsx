"use client";

import { useMutation, usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { toast } from "@/components/feedback/toast";
import { StatementTable } from "@/components/credits/statement-table";
import type { StatementLine } from "@/components/credits/types";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { ReasonDialog } from "../../reason-dialog";

const PAGE = 25;

interface TenantStatementProps {
  tenantId: Id<"tenants">;
}

/** The ledger of the business; top-ups can be taken back here. */
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
            <Reference
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

interface ReferenceProps extends TenantStatementProps {
  line: StatementLine;
  isUndone: boolean;
}

function Reference({ tenantId, line, isUndone }: ReferenceProps) {
  const t = useTranslations("operator.statement");
  if (line.undoes !== null) return t("undoes", { entry: line.undoes });
  if (line.kind !== "top_up") return t("entry", { entry: line.sequence });
  if (isUndone) return t("undone", { entry: line.sequence });
  return <UndoButton tenantId={tenantId} line={line} />;
}

function UndoButton({ tenantId, line }: Omit<ReferenceProps, "isUndone">) {
  const t = useTranslations("operator.statement");
  const undo = useMutation(api.credits.topUp.undo);
  return (
    <ReasonDialog
      trigger={
        <Button variant="ghost" size="sm" className="-ms-2.5">
          {t("undo", { entry: line.sequence })}
        </Button>
      }
      title={t("undoTitle", { credits: line.credits })}
      description={t("undoText")}
      confirmLabel={t("undoAction")}
      onConfirm={async (reason) => {
        await undo({ tenantId, sequence: line.sequence, reason });
        toast.success(t("undoneDone"));
      }}
    />
  );
}
