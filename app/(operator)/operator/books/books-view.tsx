"use client";

import { type Preloaded, useMutation, usePreloadedQuery } from "convex/react";
import { ShieldCheck, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { RunList } from "./run-list";
import { RunResults } from "./run-results";

interface BooksViewProps {
  runs: Preloaded<typeof api.credits.reconciliation.runs>;
}

/** The reconciliations of all businesses' books: the last ones, and one now. */
export function BooksView(props: BooksViewProps) {
  const t = useTranslations("operator.books");
  const runs = usePreloadedQuery(props.runs);
  const [chosen, setChosen] = useState<Id<"booksRuns"> | null>(null);
  const running = runs.find(({ status }) => status === "running");
  const shown = runs.find(({ id }) => id === chosen) ?? runs[0];
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<RunButton runningId={running?.id ?? null} />}
      />
      {shown === undefined ? (
        <Card>
          <EmptyState
            icon={<ShieldCheck />}
            title={t("noRuns")}
            body={t("noRunsBody")}
          />
        </Card>
      ) : (
        <>
          <RunResults key={shown.id} run={shown} />
          <RunList runs={runs} shownId={shown.id} onChoose={setChosen} />
        </>
      )}
    </>
  );
}

function RunButton({ runningId }: { runningId: Id<"booksRuns"> | null }) {
  const t = useTranslations("operator.books");
  const errorText = useErrorText();
  const start = useMutation(api.credits.reconciliation.start);
  const stop = useMutation(api.credits.reconciliation.stop);
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    try {
      await (runningId === null ? start({}) : stop({ runId: runningId }));
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant={runningId === null ? "primary" : "secondary"}
      disabled={busy}
      onClick={() => void press()}
    >
      {runningId === null ? (
        <ShieldCheck aria-hidden="true" />
      ) : (
        <Square aria-hidden="true" />
      )}
      {runningId === null ? t("verifyAll") : t("stop")}
    </Button>
  );
}
