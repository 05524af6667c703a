"use client";

import { ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { DownloadLinks } from "./download-links";
import {
  argsOf,
  type Choice,
  isFiltered,
  type Named,
  NOTHING,
  type TrailArgs,
} from "./trail-filter";
import { TrailFilters } from "./trail-filters";
import { TrailTable } from "./trail-table";
import type { TrailLine } from "./types";

/** The choice and its arguments; a period counts from the moment it was chosen, so that the query stays the same. */
export function useTrailChoice(tenant: Named | null = null) {
  const [chosen, setChosen] = useState<{ choice: Choice; args: TrailArgs }>({
    choice: { ...NOTHING, tenant },
    args: {},
  });
  const choose = (choice: Choice) =>
    setChosen({ choice, args: argsOf(choice, Date.now()) });
  return { ...chosen, choose };
}

interface TrailCardProps {
  lines: readonly TrailLine[];
  status: "LoadingFirstPage" | "CanLoadMore" | "LoadingMore" | "Exhausted";
  choice: Choice;
  onChoose: (choice: Choice) => void;
  onMore: () => void;
  /** Whether lines of more than one business can be here. */
  withBusiness?: boolean;
  csvAddress: string;
  jsonAddress: string;
}

/** The trail with its filters and files. */
export function TrailCard(props: TrailCardProps) {
  const { lines, status, choice, onChoose } = props;
  const t = useTranslations("audit");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <DownloadLinks
          csvAddress={props.csvAddress}
          jsonAddress={props.jsonAddress}
          isPlatform={props.withBusiness === true}
        />
      </CardHeader>
      <TrailFilters choice={choice} onChange={onChoose} />
      {status === "LoadingFirstPage" && <TrailSkeleton />}
      {lines.length > 0 && (
        <TrailTable
          lines={lines}
          withBusiness={props.withBusiness === true}
          onActor={(actor) => onChoose({ ...choice, actor })}
          onBusiness={(tenant) => onChoose({ ...choice, tenant })}
        />
      )}
      {status === "Exhausted" && lines.length === 0 && (
        <EmptyState
          icon={<ScrollText />}
          title={isFiltered(choice) ? t("emptyFiltered") : t("empty")}
          body={t("emptyBody")}
        />
      )}
      <More status={status} onMore={props.onMore} />
    </Card>
  );
}

function More({ status, onMore }: Pick<TrailCardProps, "status" | "onMore">) {
  const common = useTranslations("common");
  if (status !== "CanLoadMore" && status !== "LoadingMore") return null;
  return (
    <div className="border-t border-line p-3 text-center">
      <Button
        variant="secondary"
        size="sm"
        disabled={status === "LoadingMore"}
        onClick={onMore}
      >
        {common("loadMore")}
      </Button>
    </div>
  );
}

function TrailSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="h-9" />
      ))}
    </div>
  );
}
