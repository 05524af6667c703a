"use client";

import { usePaginatedQuery } from "convex/react";
import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { TenantTable } from "./tenant-table";

const PAGE = 50;

/** Every business of the service. */
export function TenantList() {
  const t = useTranslations("operator.tenants");
  const common = useTranslations("common");
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const { results, status, loadMore } = usePaginatedQuery(
    api.operators.directory.list,
    { search },
    { initialNumItems: PAGE },
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <span className="w-64 max-sm:w-full">
          <Input
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
      </CardHeader>
      {status === "LoadingFirstPage" ? (
        <div className="flex flex-col gap-3 p-4">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : results.length === 0 ? (
        <EmptyState icon={<Building2 />} title={t("empty")} />
      ) : (
        <TenantTable tenants={results} />
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
