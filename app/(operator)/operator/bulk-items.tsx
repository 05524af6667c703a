"use client";

import { usePaginatedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { operatorRoutes } from "@/lib/operator-routes";
import type { BulkJob } from "./bulk-types";

const PAGE = 50;

const TONES = {
  pending: "neutral",
  changed: "good",
  unchanged: "neutral",
  failed: "bad",
} as const;

/** What became of each business of one job. */
export function BulkItems({ job }: { job: BulkJob }) {
  const t = useTranslations("operator.bulk");
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="ghost" size="sm">
          {t("details")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t(`kinds.${job.action.kind}`)}</DialogTitle>
          <DialogDescription>{job.reason}</DialogDescription>
        </DialogHeader>
        <ItemList job={job} />
      </DialogContent>
    </Dialog>
  );
}

function ItemList({ job }: { job: BulkJob }) {
  const t = useTranslations("operator.bulk");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { results, status, loadMore } = usePaginatedQuery(
    api.operators.bulk.items,
    { jobId: job.id },
    { initialNumItems: PAGE },
  );
  if (status === "LoadingFirstPage") return <Skeleton className="h-24" />;
  return (
    <div
      role="region"
      aria-label={t("details")}
      tabIndex={0}
      className="max-h-96 overflow-y-auto"
    >
      <ul className="divide-y divide-line text-sm">
        {results.map((item) => (
          <li key={item.id} className="flex flex-wrap items-center gap-2 py-2">
            <Link
              href={operatorRoutes.tenant(item.tenantId)}
              className="min-w-0 flex-1 truncate underline-offset-2 hover:underline"
            >
              {item.name ?? t("gone")}
            </Link>
            {item.reason !== null && (
              <span className="text-xs text-bad">
                {errorText({ data: { code: item.reason } })}
              </span>
            )}
            <Badge tone={TONES[item.status]}>{t(`items.${item.status}`)}</Badge>
          </li>
        ))}
      </ul>
      {results.length === 0 && (
        <p className="py-2 text-sm text-muted">{t("nobody")}</p>
      )}
      {status === "CanLoadMore" && (
        <Button variant="secondary" size="sm" onClick={() => loadMore(PAGE)}>
          {common("loadMore")}
        </Button>
      )}
    </div>
  );
}
