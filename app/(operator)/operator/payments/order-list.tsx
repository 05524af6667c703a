"use client";

import { usePaginatedQuery } from "convex/react";
import { Receipt } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { NativeSelect } from "@/components/ui/native-select";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Business } from "../asked-business";
import { BusinessSearch } from "../business-search";
import { filterOf, type Shown, SHOWN } from "./order-filter";
import { OrderTable } from "./order-table";

const PAGE = 30;

/** Orders of the service, newest first. */
export function OrderList() {
  const t = useTranslations("payments.orders");
  const common = useTranslations("common");
  const [shown, setShown] = useState<Shown>("all");
  const [business, setBusiness] = useState<Business | null>(null);
  const { results, status, loadMore } = usePaginatedQuery(
    api.payments.review.list,
    { filter: filterOf(shown, business) },
    { initialNumItems: PAGE },
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("list")}</CardTitle>
        <div className="flex flex-wrap items-start gap-2 max-sm:w-full">
          <BusinessSearch business={business} onChange={setBusiness} />
          {business === null && (
            <ShownSelect shown={shown} onChange={setShown} />
          )}
        </div>
      </CardHeader>
      {status === "LoadingFirstPage" ? (
        <div className="flex flex-col gap-3 p-4">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : results.length === 0 ? (
        <EmptyState
          icon={<Receipt />}
          title={t("empty")}
          body={t("emptyBody")}
        />
      ) : (
        <OrderTable orders={results} />
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

interface ShownSelectProps {
  shown: Shown;
  onChange: (shown: Shown) => void;
}

function ShownSelect({ shown, onChange }: ShownSelectProps) {
  const t = useTranslations("payments.orders.filter");
  return (
    <span className="w-48 max-sm:w-full">
      <NativeSelect
        aria-label={t("label")}
        value={shown}
        onChange={({ target }) =>
          onChange(SHOWN.find((each) => each === target.value) ?? "all")
        }
      >
        {SHOWN.map((each) => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}
