"use client";

import { usePaginatedQuery } from "convex/react";
import { ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { StatementTable } from "@/components/credits/statement-table";
import type { StatementLine } from "@/components/credits/types";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { ExportButton } from "./export-button";
import { ReceiptButton } from "./receipt-button";
import {
  argsOf,
  type Choice,
  NOTHING,
  type StatementArgs,
} from "./statement-filter";
import { StatementFilters } from "./statement-filters";

const PAGE = 30;

/** Every credit that came, was held, was spent or came back; live. */
export function Statement() {
  const t = useTranslations("credits.statement");
  const common = useTranslations("common");
  const { choice, args, choose } = useChoice();
  const { results, status, loadMore } = usePaginatedQuery(
    api.credits.statement.list,
    args,
    { initialNumItems: PAGE },
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <ExportButton args={args} />
      </CardHeader>
      <StatementFilters choice={choice} onChange={choose} />
      {status === "LoadingFirstPage" && <StatementSkeleton />}
      {status !== "LoadingFirstPage" && results.length > 0 && (
        <StatementTable
          caption={t("title")}
          lines={results}
          reference={(line) => <Reference line={line} />}
        />
      )}
      {status === "Exhausted" && results.length === 0 && (
        <EmptyState
          icon={<ReceiptText />}
          title={t("empty")}
          body={t("emptyBody")}
        />
      )}
      {(status === "CanLoadMore" || status === "LoadingMore") && (
        <div className="border-t border-line p-3 text-center">
          <Button
            variant="secondary"
            size="sm"
            disabled={status === "LoadingMore"}
            onClick={() => loadMore(PAGE)}
          >
            {common("loadMore")}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** The period is counted from the moment it was chosen, so that the query stays the same. */
function useChoice() {
  const [chosen, setChosen] = useState<{ choice: Choice; args: StatementArgs }>(
    { choice: NOTHING, args: {} },
  );
  const choose = (choice: Choice) =>
    setChosen({ choice, args: argsOf(choice, Date.now()) });
  return { ...chosen, choose };
}

function StatementSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="h-9" />
      ))}
    </div>
  );
}

function Reference({ line }: { line: StatementLine }) {
  const t = useTranslations("credits.statement");
  if (line.undoes !== null) return t("undoes", { entry: line.undoes });
  return (
    <>
      {line.conversation === null ? (
        t("entry", { entry: line.sequence })
      ) : (
        <Link
          href={routes.conversation(line.conversation.id)}
          className="text-accent underline-offset-2 hover:underline"
        >
          {line.conversation.contact === ""
            ? t("conversation")
            : line.conversation.contact}
        </Link>
      )}
      {line.messageId !== null && (
        <ReceiptButton messageId={line.messageId} entry={line.sequence} />
      )}
    </>
  );
}
