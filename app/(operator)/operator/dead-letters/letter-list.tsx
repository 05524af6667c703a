"use client";

import { usePaginatedQuery } from "convex/react";
import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { NativeSelect } from "@/components/ui/native-select";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { LetterTable } from "./letter-table";

const PAGE = 25;
const STATES = ["open", "applied", "discarded"] as const;

interface LetterListProps {
  /** Null: of every business. */
  tenantId: Id<"tenants"> | null;
}

export function LetterList({ tenantId }: LetterListProps) {
  const t = useTranslations("webhooks.letters");
  const common = useTranslations("common");
  const [state, setState] = useState<(typeof STATES)[number]>("open");
  const { results, status, loadMore } = usePaginatedQuery(
    api.webhooks.letters.list,
    { tenantId, status: state },
    { initialNumItems: PAGE },
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <span className="w-40">
          <NativeSelect
            aria-label={t("states")}
            value={state}
            onChange={({ target }) =>
              setState(STATES.find((name) => name === target.value) ?? "open")
            }
          >
            {STATES.map((name) => (
              <option key={name} value={name}>
                {t(name)}
              </option>
            ))}
          </NativeSelect>
        </span>
      </CardHeader>
      {status === "LoadingFirstPage" ? (
        <div className="flex flex-col gap-3 p-4">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : results.length === 0 ? (
        <EmptyState
          icon={<MailCheck />}
          title={t("empty")}
          body={state === "open" ? t("emptyBody") : undefined}
        />
      ) : (
        <LetterTable letters={results} />
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
